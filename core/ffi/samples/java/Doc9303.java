import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** What the sample uses of doc9303.h, for JNA. A size_t is a long, as on every 64-bit system. */
interface Doc9303 extends Library {
    Doc9303 C = Native.load("doc9303", Doc9303.class);

    int OK = 0;
    int ALLOW_ANCHORS = 0;
    int FAILED = 1;

    interface Transmit extends Callback {
        int transmit(Pointer context, Pointer command, long length, Pointer response, long capacity, Pointer responseLength);
    }

    int doc9303_error_message(Pointer error, PointerByReference data, LongByReference length);

    int doc9303_error_code(Pointer error, PointerByReference data, LongByReference length);

    int doc9303_error_free(Pointer error);

    int doc9303_trust_new(PointerByReference trust, PointerByReference error);

    int doc9303_trust_add(Pointer trust, byte[] name, long nameLength, byte[] bytes, long length, int allow, Pointer counts, PointerByReference error);

    int doc9303_trust_free(Pointer trust);

    int doc9303_policy_new(byte[] name, long nameLength, PointerByReference policy, PointerByReference error);

    int doc9303_policy_free(Pointer policy);

    int doc9303_document_new(PointerByReference document, PointerByReference error);

    int doc9303_document_set_mrz(Pointer document, byte[] mrz, long length, PointerByReference error);

    int doc9303_document_set_records(Pointer document, byte[] records, long length, PointerByReference error);

    int doc9303_document_add_file(Pointer document, byte[] name, long nameLength, byte[] bytes, long length, PointerByReference error);

    int doc9303_document_free(Pointer document);

    int doc9303_judge(Pointer document, Pointer trust, Pointer policy, long at, PointerByReference report, PointerByReference error);

    int doc9303_report_verdict(Pointer report, IntByReference verdict, PointerByReference error);

    int doc9303_report_checks(Pointer report, LongByReference count, PointerByReference error);

    int doc9303_report_check_id(Pointer report, long number, PointerByReference data, LongByReference length, PointerByReference error);

    int doc9303_report_check_outcome(Pointer report, long number, IntByReference outcome, PointerByReference error);

    int doc9303_report_check_reason(Pointer report, long number, PointerByReference data, LongByReference length, PointerByReference error);

    int doc9303_report_free(Pointer report);

    int doc9303_outcome_name(int outcome, PointerByReference data, LongByReference length, PointerByReference error);

    int doc9303_time_parse(byte[] text, long length, LongByReference seconds, PointerByReference error);

    int doc9303_reader_new(PointerByReference reader, PointerByReference error);

    int doc9303_reader_set_mrz(Pointer reader, byte[] mrz, long length, PointerByReference error);

    int doc9303_reader_read(Pointer reader, Transmit transmit, Callback reconnect, Pointer context, PointerByReference error);

    int doc9303_reader_document(Pointer reader, PointerByReference document, PointerByReference error);

    int doc9303_reader_free(Pointer reader);
}
