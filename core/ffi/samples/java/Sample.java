import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Judges a genuine and a forged passport of the State of Utopia, and reads and judges a live one: Sample VECTORS PORT */
public final class Sample {
    private static final Doc9303 C = Doc9303.C;

    /** A call that takes a place for an error at its end. */
    private interface Call {
        int call(PointerByReference error);
    }

    private interface Making {
        int call(PointerByReference made, PointerByReference error);
    }

    private interface Showing {
        int call(PointerByReference data, LongByReference length, PointerByReference error);
    }

    private static void check(Call call) {
        PointerByReference error = new PointerByReference();
        int status = call.call(error);
        if (status != Doc9303.OK) {
            PointerByReference data = new PointerByReference();
            LongByReference length = new LongByReference();
            C.doc9303_error_message(error.getValue(), data, length);
            String message = text(data, length);
            C.doc9303_error_free(error.getValue());
            throw new IllegalStateException("status " + status + ": " + message);
        }
    }

    private static Pointer made(Making making) {
        PointerByReference made = new PointerByReference();
        check(error -> making.call(made, error));
        return made.getValue();
    }

    private static String shown(Showing showing) {
        PointerByReference data = new PointerByReference();
        LongByReference length = new LongByReference();
        check(error -> showing.call(data, length, error));
        return text(data, length);
    }

    private static String text(PointerByReference data, LongByReference length) {
        return new String(data.getValue().getByteArray(0, (int) length.getValue()), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Pointer load(Path folder) throws IOException {
        Pointer document = made(C::doc9303_document_new);
        byte[] zone = Files.readAllBytes(folder.resolve("mrz.txt"));
        check(error -> C.doc9303_document_set_mrz(document, zone, zone.length, error));
        for (Path file : files(folder.resolve("chip"))) {
            byte[] name = utf8(file.getFileName().toString());
            byte[] bytes = Files.readAllBytes(file);
            check(error -> C.doc9303_document_add_file(document, name, name.length, bytes, bytes.length, error));
        }
        // The records of these passports count as made by this terminal.
        byte[] records = utf8("own_terminal");
        check(error -> C.doc9303_document_set_records(document, records, records.length, error));
        return document;
    }

    private static void judge(String what, Pointer document, Pointer trust) {
        byte[] name = utf8("icao");
        byte[] date = utf8("2026-06-01");
        LongByReference at = new LongByReference();
        LongByReference count = new LongByReference();
        IntByReference outcome = new IntByReference();
        Pointer policy = made((made, error) -> C.doc9303_policy_new(name, name.length, made, error));
        check(error -> C.doc9303_time_parse(date, date.length, at, error));
        Pointer report = made((made, error) -> C.doc9303_judge(document, trust, policy, at.getValue(), made, error));
        check(error -> C.doc9303_report_verdict(report, outcome, error));
        int verdict = outcome.getValue();
        System.out.println(what + ": " + shown((data, length, error) -> C.doc9303_outcome_name(verdict, data, length, error)));
        check(error -> C.doc9303_report_checks(report, count, error));
        for (long i = 0; i < count.getValue(); i++) {
            long number = i;
            check(error -> C.doc9303_report_check_outcome(report, number, outcome, error));
            if (outcome.getValue() == Doc9303.FAILED) {
                String id = shown((data, length, error) -> C.doc9303_report_check_id(report, number, data, length, error));
                String reason = shown((data, length, error) -> C.doc9303_report_check_reason(report, number, data, length, error));
                System.out.println("  " + id + " " + reason);
            }
        }
        C.doc9303_report_free(report);
        C.doc9303_policy_free(policy);
        C.doc9303_document_free(document);
    }

    /** Reads the chip that comes to a port. It speaks the protocol of vpcd: each message has its length before it, in two bytes. */
    private static Pointer readChip(Path folder, int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress()); Socket chip = listener.accept()) {
            chip.setTcpNoDelay(true);
            send(chip, new byte[] {1}); // power on
            DataInputStream answers = new DataInputStream(chip.getInputStream());
            Doc9303.Transmit transmit = (context, command, length, response, capacity, responseLength) -> {
                try {
                    send(chip, command.getByteArray(0, (int) length));
                    byte[] answer = new byte[answers.readUnsignedShort()];
                    answers.readFully(answer);
                    if (answer.length > capacity) {
                        return -1;
                    }
                    response.write(0, answer, 0, answer.length);
                    responseLength.setLong(0, answer.length);
                    return 0;
                } catch (IOException lost) {
                    return -1;
                }
            };
            Pointer reader = made(C::doc9303_reader_new);
            byte[] zone = Files.readAllBytes(folder.resolve("mrz.txt"));
            check(error -> C.doc9303_reader_set_mrz(reader, zone, zone.length, error));
            check(error -> C.doc9303_reader_read(reader, transmit, null, null, error));
            Pointer document = made((made, error) -> C.doc9303_reader_document(reader, made, error));
            C.doc9303_reader_free(reader);
            send(chip, new byte[] {0}); // power off
            return document;
        }
    }

    private static void send(Socket chip, byte[] message) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message);
        chip.getOutputStream().write(framed.array());
    }

    public static void main(String[] arguments) throws IOException {
        Path vectors = Path.of(arguments[0]);
        Pointer trust = made(C::doc9303_trust_new);
        for (Path file : files(vectors.resolve("passport/trust"))) {
            byte[] name = utf8(file.getFileName().toString());
            byte[] bytes = Files.readAllBytes(file);
            check(error -> C.doc9303_trust_add(trust, name, name.length, bytes, bytes.length, Doc9303.ALLOW_ANCHORS, null, error));
        }
        judge("genuine", load(vectors.resolve("passport")), trust);
        judge("forged", load(vectors.resolve("forged")), trust);
        judge("live", readChip(vectors.resolve("passport"), Integer.parseInt(arguments[1])), trust);
        C.doc9303_trust_free(trust);
    }
}
