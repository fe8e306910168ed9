// Judges a genuine and a forged passport of the State of Utopia, and reads and judges a live one: Sample VECTORS PORT
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using static Doc9303;

static class Sample
{
    delegate Status Call(out IntPtr error);

    delegate Status Making(out IntPtr made, out IntPtr error);

    delegate Status Showing(out IntPtr data, out UIntPtr length, out IntPtr error);

    static void Check(Call call)
    {
        Status status = call(out IntPtr error);
        if (status == Status.Ok)
        {
            return;
        }
        doc9303_error_message(error, out IntPtr data, out UIntPtr length);
        string message = Text(data, length);
        doc9303_error_free(error);
        throw new InvalidOperationException(status + ": " + message);
    }

    static IntPtr Made(Making making)
    {
        IntPtr made = IntPtr.Zero;
        Check((out IntPtr error) => making(out made, out error));
        return made;
    }

    static string Shown(Showing showing)
    {
        IntPtr data = IntPtr.Zero;
        UIntPtr length = UIntPtr.Zero;
        Check((out IntPtr error) => showing(out data, out length, out error));
        return Text(data, length);
    }

    static string Text(IntPtr data, UIntPtr length)
    {
        byte[] bytes = new byte[(int)length];
        Marshal.Copy(data, bytes, 0, bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    static UIntPtr Length(byte[] bytes)
    {
        return (UIntPtr)bytes.Length;
    }

    static IntPtr Load(string folder)
    {
        IntPtr document = Made(doc9303_document_new);
        byte[] zone = File.ReadAllBytes(Path.Combine(folder, "mrz.txt"));
        Check((out IntPtr error) => doc9303_document_set_mrz(document, zone, Length(zone), out error));
        foreach (string path in Directory.GetFiles(Path.Combine(folder, "chip")))
        {
            byte[] name = Encoding.UTF8.GetBytes(Path.GetFileName(path));
            byte[] bytes = File.ReadAllBytes(path);
            Check((out IntPtr error) => doc9303_document_add_file(document, name, Length(name), bytes, Length(bytes), out error));
        }
        // The records of these passports count as made by this terminal.
        byte[] records = Encoding.UTF8.GetBytes("own_terminal");
        Check((out IntPtr error) => doc9303_document_set_records(document, records, Length(records), out error));
        return document;
    }

    static void Judge(string what, IntPtr document, IntPtr trust)
    {
        byte[] name = Encoding.UTF8.GetBytes("icao");
        byte[] date = Encoding.UTF8.GetBytes("2026-06-01");
        long at = 0;
        Outcome verdict = 0, outcome = 0;
        UIntPtr count = UIntPtr.Zero;
        IntPtr policy = Made((out IntPtr made, out IntPtr error) => doc9303_policy_new(name, Length(name), out made, out error));
        Check((out IntPtr error) => doc9303_time_parse(date, Length(date), out at, out error));
        IntPtr report = Made((out IntPtr made, out IntPtr error) => doc9303_judge(document, trust, policy, at, out made, out error));
        Check((out IntPtr error) => doc9303_report_verdict(report, out verdict, out error));
        Console.WriteLine(what + ": " + Shown((out IntPtr data, out UIntPtr length, out IntPtr error) =>
            doc9303_outcome_name(verdict, out data, out length, out error)));
        Check((out IntPtr error) => doc9303_report_checks(report, out count, out error));
        for (ulong i = 0; i < (ulong)count; i++)
        {
            UIntPtr number = (UIntPtr)i;
            Check((out IntPtr error) => doc9303_report_check_outcome(report, number, out outcome, out error));
            if (outcome == Outcome.Failed)
            {
                string id = Shown((out IntPtr data, out UIntPtr length, out IntPtr error) =>
                    doc9303_report_check_id(report, number, out data, out length, out error));
                string reason = Shown((out IntPtr data, out UIntPtr length, out IntPtr error) =>
                    doc9303_report_check_reason(report, number, out data, out length, out error));
                Console.WriteLine("  " + id + " " + reason);
            }
        }
        doc9303_report_free(report);
        doc9303_policy_free(policy);
        doc9303_document_free(document);
    }

    /// Reads the chip that comes to a port. It speaks the protocol of vpcd: each message has its length before it, in two bytes.
    static IntPtr ReadChip(string folder, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        using (TcpClient chip = listener.AcceptTcpClient())
        {
            listener.Stop();
            chip.NoDelay = true;
            NetworkStream stream = chip.GetStream();
            Send(stream, new byte[] { 1 }); // power on
            Transmit transmit = (context, command, length, response, capacity, responseLength) =>
            {
                try
                {
                    byte[] bytes = new byte[(int)length];
                    Marshal.Copy(command, bytes, 0, bytes.Length);
                    Send(stream, bytes);
                    byte[] head = Receive(stream, 2);
                    byte[] answer = Receive(stream, head[0] << 8 | head[1]);
                    if ((ulong)answer.Length > (ulong)capacity)
                    {
                        return -1;
                    }
                    Marshal.Copy(answer, 0, response, answer.Length);
                    Marshal.WriteIntPtr(responseLength, (IntPtr)answer.Length);
                    return 0;
                }
                catch (IOException)
                {
                    return -1;
                }
            };
            IntPtr reader = Made(doc9303_reader_new);
            byte[] zone = File.ReadAllBytes(Path.Combine(folder, "mrz.txt"));
            Check((out IntPtr error) => doc9303_reader_set_mrz(reader, zone, Length(zone), out error));
            Check((out IntPtr error) => doc9303_reader_read(reader, transmit, IntPtr.Zero, IntPtr.Zero, out error));
            // The collector must not take the callback before.
            GC.KeepAlive(transmit);
            IntPtr document = Made((out IntPtr made, out IntPtr error) => doc9303_reader_document(reader, out made, out error));
            doc9303_reader_free(reader);
            Send(stream, new byte[] { 0 }); // power off
            return document;
        }
    }

    static void Send(Stream chip, byte[] message)
    {
        byte[] framed = new byte[message.Length + 2];
        framed[0] = (byte)(message.Length >> 8);
        framed[1] = (byte)message.Length;
        message.CopyTo(framed, 2);
        chip.Write(framed, 0, framed.Length);
    }

    static byte[] Receive(Stream chip, int length)
    {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int more = chip.Read(bytes, read, length - read);
            if (more == 0)
            {
                throw new EndOfStreamException();
            }
            read += more;
        }
        return bytes;
    }

    static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("usage: Sample VECTORS PORT");
            return 2;
        }
        string genuine = Path.Combine(arguments[0], "passport"), forged = Path.Combine(arguments[0], "forged");
        IntPtr trust = Made(doc9303_trust_new);
        foreach (string path in Directory.GetFiles(Path.Combine(genuine, "trust")))
        {
            byte[] name = Encoding.UTF8.GetBytes(Path.GetFileName(path));
            byte[] bytes = File.ReadAllBytes(path);
            Check((out IntPtr error) => doc9303_trust_add(trust, name, Length(name), bytes, Length(bytes), Allow.Anchors, IntPtr.Zero, out error));
        }
        Judge("genuine", Load(genuine), trust);
        Judge("forged", Load(forged), trust);
        Judge("live", ReadChip(genuine, int.Parse(arguments[1])), trust);
        doc9303_trust_free(trust);
        return 0;
    }
}
