// doc9303 for C++17 and later, over doc9303.h: handles that free themselves, texts as std::string_view, failures as exceptions.
//
// The rules of doc9303.h on pointers and threads hold here too. A moved-from object is empty and good for nothing but being assigned.
#ifndef DOC9303_HPP
#define DOC9303_HPP

#include <doc9303.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doc9303 {

// Bytes of a file, or of anything else that is no text.
struct Bytes {
    const std::uint8_t *data = nullptr;
    std::size_t size = 0;

    Bytes() = default;
    Bytes(const std::uint8_t *data, std::size_t size) : data(data), size(size) {}
    // Whatever keeps bytes one after the other: std::vector<std::uint8_t>, std::string, std::array.
    template <typename Container>
    Bytes(const Container &container)
        : data(reinterpret_cast<const std::uint8_t *>(container.data())), size(container.size()) {
        static_assert(sizeof(*container.data()) == 1, "a container of bytes is needed");
    }
};

// Why a call failed.
class Error : public std::runtime_error {
public:
    Error(doc9303_status status, std::string code, const std::string &message)
        : std::runtime_error(message), status_(status), code_(std::move(code)) {}

    doc9303_status status() const noexcept { return status_; }
    // The stable code, such as `file.malformed`.
    const std::string &code() const noexcept { return code_; }

private:
    doc9303_status status_;
    std::string code_;
};

namespace detail {

template <typename T, doc9303_status (*Free)(T *)>
struct Freed {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <typename T, doc9303_status (*Free)(T *)>
using Handle = std::unique_ptr<T, Freed<T, Free>>;

// Throws if a call failed.
template <typename Call>
void check(Call call) {
    doc9303_error *raw = nullptr;
    const doc9303_status status = call(&raw);
    if (status == DOC9303_STATUS_OK) {
        return;
    }
    const Handle<doc9303_error, doc9303_error_free> error(raw);
    const char *code = nullptr, *message = nullptr;
    std::size_t code_length = 0, length = 0;
    doc9303_error_code(raw, &code, &code_length);
    doc9303_error_message(raw, &message, &length);
    throw Error(status, std::string(code, code_length), std::string(message, length));
}

// The handle that a call makes.
template <typename T, doc9303_status (*Free)(T *), typename Call>
Handle<T, Free> made(Call call) {
    T *handle = nullptr;
    check([&](doc9303_error **error) { return call(&handle, error); });
    return Handle<T, Free>(handle);
}

// The text that a call makes.
template <typename Call>
std::string text(Call call) {
    const auto handle = made<doc9303_text, doc9303_text_free>(call);
    const char *data = nullptr;
    std::size_t length = 0;
    doc9303_text_data(handle.get(), &data, &length);
    return std::string(data, length);
}

// The text that a call shows.
template <typename Call>
std::string_view shown(Call call) {
    const char *data = nullptr;
    std::size_t length = 0;
    check([&](doc9303_error **error) { return call(&data, &length, error); });
    return std::string_view(data, length);
}

}  // namespace detail

// The stable name of an outcome, such as `not_supported`.
inline std::string_view name(doc9303_outcome outcome) {
    return detail::shown([&](auto data, auto length, auto error) { return doc9303_outcome_name(outcome, data, length, error); });
}

// A date or a time of RFC 3339, in seconds since 1970.
inline std::int64_t parse_time(std::string_view text) {
    std::int64_t seconds = 0;
    detail::check([&](auto error) { return doc9303_time_parse(text.data(), text.size(), &seconds, error); });
    return seconds;
}

// What a word of a report says, as one sentence in a language.
inline std::string meaning(std::string_view word, std::string_view language = "en") {
    return detail::text([&](auto text, auto error) {
        return doc9303_meaning(word.data(), word.size(), language.data(), language.size(), text, error);
    });
}

// The same at length, as a JSON object.
inline std::string explain(std::string_view word, std::string_view language = "en") {
    return detail::text([&](auto text, auto error) {
        return doc9303_explain(word.data(), word.size(), language.data(), language.size(), text, error);
    });
}

// Whom to trust.
class Trust {
public:
    Trust() : handle_(detail::made<doc9303_trust, doc9303_trust_free>(doc9303_trust_new)) {}

    doc9303_import add(std::string_view name, Bytes bytes, doc9303_allow allow = DOC9303_ALLOW_ANCHORS,
                       doc9303_list_signer list_signer = DOC9303_LIST_SIGNER_NOBODY, Bytes signer = {}) {
        doc9303_import import{};
        detail::check([&](auto error) {
            return doc9303_trust_add_with_lists(get(), name.data(), name.size(), bytes.data, bytes.size, allow, list_signer,
                                                signer.data, signer.size, &import, error);
        });
        return import;
    }
    void set_engine(std::string_view engine) {
        detail::check([&](auto error) { return doc9303_trust_set_engine(get(), engine.data(), engine.size(), error); });
    }
    doc9303_trust_content content() const {
        doc9303_trust_content content{};
        detail::check([&](auto error) { return doc9303_trust_counts(get(), &content, error); });
        return content;
    }
    std::string rejected() const {
        return detail::text([&](auto text, auto error) { return doc9303_trust_rejected(get(), text, error); });
    }
    doc9303_trust *get() const noexcept { return handle_.get(); }

private:
    detail::Handle<doc9303_trust, doc9303_trust_free> handle_;
};

// The rules to judge by.
class Policy {
public:
    explicit Policy(std::string_view name = "icao")
        : handle_(detail::made<doc9303_policy, doc9303_policy_free>([&](auto policy, auto error) {
              return doc9303_policy_new(name.data(), name.size(), policy, error);
          })) {}

    static Policy from_toml(std::string_view toml) {
        return Policy(detail::made<doc9303_policy, doc9303_policy_free>([&](auto policy, auto error) {
            return doc9303_policy_from_toml(toml.data(), toml.size(), policy, error);
        }));
    }
    void set_engine(std::string_view engine) {
        detail::check([&](auto error) { return doc9303_policy_set_engine(get(), engine.data(), engine.size(), error); });
    }
    doc9303_policy *get() const noexcept { return handle_.get(); }

private:
    using Handle = detail::Handle<doc9303_policy, doc9303_policy_free>;
    explicit Policy(Handle handle) : handle_(std::move(handle)) {}
    Handle handle_;
};

// Everything that is known of one document.
class Document {
public:
    using Handle = detail::Handle<doc9303_document, doc9303_document_free>;

    Document() : handle_(detail::made<doc9303_document, doc9303_document_free>(doc9303_document_new)) {}
    explicit Document(Handle handle) : handle_(std::move(handle)) {}

    Document &set_mrz(std::string_view mrz) { return with(doc9303_document_set_mrz, mrz); }
    Document &set_visa_mrz(std::string_view mrz) { return with(doc9303_document_set_visa_mrz, mrz); }
    Document &set_records(std::string_view records) { return with(doc9303_document_set_records, records); }
    Document &set_seal(Bytes seal) { return with(doc9303_document_set_seal, seal); }
    Document &set_dtc(Bytes dtc) { return with(doc9303_document_set_dtc, dtc); }
    Document &set_session(Bytes session) { return with(doc9303_document_set_session, session); }
    Document &set_active_auth_challenge(Bytes challenge) {
        return with(doc9303_document_set_active_auth_challenge, challenge);
    }
    Document &add_file(std::string_view name, Bytes bytes) {
        detail::check([&](auto error) {
            return doc9303_document_add_file(get(), name.data(), name.size(), bytes.data, bytes.size, error);
        });
        return *this;
    }
    doc9303_document *get() const noexcept { return handle_.get(); }

private:
    Document &with(doc9303_status (*set)(doc9303_document *, const char *, std::size_t, doc9303_error **), std::string_view text) {
        detail::check([&](auto error) { return set(get(), text.data(), text.size(), error); });
        return *this;
    }
    Document &with(doc9303_status (*set)(doc9303_document *, const std::uint8_t *, std::size_t, doc9303_error **), Bytes bytes) {
        detail::check([&](auto error) { return set(get(), bytes.data, bytes.size, error); });
        return *this;
    }
    Handle handle_;
};

// One document, judged.
class Report {
public:
    Report(const Document &document, const Trust &trust, const Policy &policy, std::int64_t at)
        : handle_(detail::made<doc9303_report, doc9303_report_free>([&](auto report, auto error) {
              return doc9303_judge(document.get(), trust.get(), policy.get(), at, report, error);
          })) {}

    doc9303_outcome verdict() const {
        doc9303_outcome outcome{};
        detail::check([&](auto error) { return doc9303_report_verdict(get(), &outcome, error); });
        return outcome;
    }
    // The outcome of a group, `optical`, `electronic` or `combined`; empty if no check of it was made.
    std::optional<doc9303_outcome> group(std::string_view group) const {
        doc9303_outcome outcome{};
        try {
            detail::check([&](auto error) { return doc9303_report_group(get(), group.data(), group.size(), &outcome, error); });
        } catch (const Error &error) {
            if (error.status() == DOC9303_STATUS_NOT_FOUND) {
                return std::nullopt;
            }
            throw;
        }
        return outcome;
    }
    std::size_t checks() const {
        std::size_t count = 0;
        detail::check([&](auto error) { return doc9303_report_checks(get(), &count, error); });
        return count;
    }
    std::string_view check_id(std::size_t number) const {
        return detail::shown([&](auto data, auto length, auto error) {
            return doc9303_report_check_id(get(), number, data, length, error);
        });
    }
    doc9303_outcome check_outcome(std::size_t number) const {
        doc9303_outcome outcome{};
        detail::check([&](auto error) { return doc9303_report_check_outcome(get(), number, &outcome, error); });
        return outcome;
    }
    bool check_counts(std::size_t number) const {
        int counts = 0;
        detail::check([&](auto error) { return doc9303_report_check_counts(get(), number, &counts, error); });
        return counts != 0;
    }
    // The code of the reason; empty for a successful check.
    std::string_view check_reason(std::size_t number) const {
        return detail::shown([&](auto data, auto length, auto error) {
            return doc9303_report_check_reason(get(), number, data, length, error);
        });
    }
    std::string check_text(std::size_t number, std::string_view language = "en") const {
        return detail::text([&](auto text, auto error) {
            return doc9303_report_check_text(get(), number, language.data(), language.size(), text, error);
        });
    }
    std::string json(bool redact = false) const {
        return detail::text([&](auto text, auto error) { return doc9303_report_json(get(), redact, text, error); });
    }
    doc9303_report *get() const noexcept { return handle_.get(); }

private:
    detail::Handle<doc9303_report, doc9303_report_free> handle_;
};

// A reading of one chip.
class Reader {
public:
    // Sends a command and returns the response. What it throws ends the reading and is thrown again by `read`.
    using Transmit = std::function<std::vector<std::uint8_t>(Bytes)>;

    Reader() : handle_(detail::made<doc9303_reader, doc9303_reader_free>(doc9303_reader_new)) {}

    Reader &set_mrz(std::string_view mrz) {
        detail::check([&](auto error) { return doc9303_reader_set_mrz(get(), mrz.data(), mrz.size(), error); });
        return *this;
    }
    Reader &set_can(std::string_view can) {
        detail::check([&](auto error) { return doc9303_reader_set_can(get(), can.data(), can.size(), error); });
        return *this;
    }
    Reader &set_extended(bool extended) {
        detail::check([&](auto error) { return doc9303_reader_set_extended(get(), extended, error); });
        return *this;
    }
    Reader &set_allow_bac_after_pace(bool allow) {
        detail::check([&](auto error) { return doc9303_reader_set_allow_bac_after_pace(get(), allow, error); });
        return *this;
    }
    void read(const Transmit &transmit) {
        Call call{transmit, nullptr};
        try {
            detail::check([&](auto error) { return doc9303_reader_read(get(), &Call::transmit_one, nullptr, &call, error); });
        } catch (const Error &) {
            if (call.thrown) {
                std::rethrow_exception(call.thrown);
            }
            throw;
        }
    }
    Document document() const {
        return Document(detail::made<doc9303_document, doc9303_document_free>(
            [&](auto document, auto error) { return doc9303_reader_document(get(), document, error); }));
    }
    std::string session() const {
        return detail::text([&](auto text, auto error) { return doc9303_reader_session(get(), text, error); });
    }
    std::string session_log() const {
        return detail::text([&](auto text, auto error) { return doc9303_reader_session_log(get(), text, error); });
    }
    doc9303_reader *get() const noexcept { return handle_.get(); }

private:
    struct Call {
        const Transmit &transmit;
        std::exception_ptr thrown;

        // No exception passes through the library.
        static int transmit_one(void *context, const std::uint8_t *command, std::size_t length, std::uint8_t *response,
                                std::size_t capacity, std::size_t *response_length) noexcept {
            auto *call = static_cast<Call *>(context);
            try {
                const auto answer = call->transmit(Bytes(command, length));
                if (answer.size() > capacity) {
                    return -1;
                }
                std::copy(answer.begin(), answer.end(), response);
                *response_length = answer.size();
                return 0;
            } catch (...) {
                call->thrown = std::current_exception();
                return -1;
            }
        }
    };
    detail::Handle<doc9303_reader, doc9303_reader_free> handle_;
};

}  // namespace doc9303

#endif
