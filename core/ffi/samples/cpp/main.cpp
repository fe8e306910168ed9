// Judges a genuine and a forged passport of the State of Utopia, and reads and judges a live one: sample VECTORS PORT
#include <chip.h>

#include <doc9303.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace fs = std::filesystem;

static std::string read_file(const fs::path &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(path.string() + ": cannot be read");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

static doc9303::Document load(const fs::path &folder) {
    doc9303::Document document;
    document.set_mrz(read_file(folder / "mrz.txt"));
    for (const auto &entry : fs::directory_iterator(folder / "chip")) {
        document.add_file(entry.path().filename().string(), read_file(entry));
    }
    // The records of these passports count as made by this terminal.
    document.set_records("own_terminal");
    return document;
}

static void judge(const char *what, const doc9303::Document &document, const doc9303::Trust &trust) {
    const doc9303::Report report(document, trust, doc9303::Policy("icao"), doc9303::parse_time("2026-06-01"));
    std::cout << what << ": " << doc9303::name(report.verdict()) << '\n';
    for (std::size_t number = 0; number < report.checks(); number++) {
        if (report.check_outcome(number) == DOC9303_OUTCOME_FAILED) {
            std::cout << "  " << report.check_id(number) << ' ' << report.check_reason(number) << '\n';
        }
    }
}

static doc9303::Document read_chip(const fs::path &folder, std::uint16_t port) {
    struct chip chip = chip_wait(port);
    doc9303::Reader reader;
    reader.set_mrz(read_file(folder / "mrz.txt"));
    reader.read([&](doc9303::Bytes command) {
        std::vector<std::uint8_t> response(1 << 16);
        std::size_t length = 0;
        if (chip_transmit(&chip, command.data, command.size, response.data(), response.size(), &length) != 0) {
            throw std::runtime_error("the chip left");
        }
        response.resize(length);
        return response;
    });
    chip_leave(&chip);
    return reader.document();
}

int main(int count, char **arguments) try {
    if (count < 3) {
        std::cerr << "usage: " << arguments[0] << " VECTORS PORT\n";
        return 2;
    }
    const fs::path vectors = arguments[1];
    doc9303::Trust trust;
    for (const auto &entry : fs::directory_iterator(vectors / "passport/trust")) {
        trust.add(entry.path().filename().string(), read_file(entry));
    }
    judge("genuine", load(vectors / "passport"), trust);
    judge("forged", load(vectors / "forged"), trust);
    judge("live", read_chip(vectors / "passport", static_cast<std::uint16_t>(std::stoi(arguments[2]))), trust);
    return 0;
} catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
}
