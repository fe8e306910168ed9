using System;
using System.Runtime.InteropServices;

/// What the sample uses of doc9303.h. A size_t is a UIntPtr, a handle an IntPtr.
static class Doc9303
{
    const string Library = "doc9303";

    public enum Status
    {
        Ok, NullPointer, InvalidHandle, InvalidUtf8, InvalidLength, InvalidArgument, Refused, NotFound, Busy, NotRead, Panic,
    }

    public enum Outcome
    {
        Successful, Failed, Undetermined, NotSupported, Aborted,
    }

    public enum Allow
    {
        Anchors, UnderAnchors, Revocation,
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Transmit(IntPtr context, IntPtr command, UIntPtr length, IntPtr response, UIntPtr capacity, IntPtr responseLength);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_error_message(IntPtr error, out IntPtr data, out UIntPtr length);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_error_free(IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_trust_new(out IntPtr trust, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_trust_add(IntPtr trust, byte[] name, UIntPtr nameLength, byte[] bytes, UIntPtr length, Allow allow, IntPtr import, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_trust_free(IntPtr trust);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_policy_new(byte[] name, UIntPtr nameLength, out IntPtr policy, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_policy_free(IntPtr policy);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_document_new(out IntPtr document, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_document_set_mrz(IntPtr document, byte[] mrz, UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_document_set_records(IntPtr document, byte[] records, UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_document_add_file(IntPtr document, byte[] name, UIntPtr nameLength, byte[] bytes, UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_document_free(IntPtr document);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_judge(IntPtr document, IntPtr trust, IntPtr policy, long at, out IntPtr report, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_verdict(IntPtr report, out Outcome verdict, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_checks(IntPtr report, out UIntPtr count, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_check_id(IntPtr report, UIntPtr number, out IntPtr data, out UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_check_outcome(IntPtr report, UIntPtr number, out Outcome outcome, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_check_reason(IntPtr report, UIntPtr number, out IntPtr data, out UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_report_free(IntPtr report);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_outcome_name(Outcome outcome, out IntPtr data, out UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_time_parse(byte[] text, UIntPtr length, out long seconds, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_reader_new(out IntPtr reader, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_reader_set_mrz(IntPtr reader, byte[] mrz, UIntPtr length, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_reader_read(IntPtr reader, Transmit transmit, IntPtr reconnect, IntPtr context, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_reader_document(IntPtr reader, out IntPtr document, out IntPtr error);

    [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
    public static extern Status doc9303_reader_free(IntPtr reader);
}
