#include "chip.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Messages of one byte that are no command. */
enum { POWER_OFF = 0, POWER_ON = 1 };

/* One write, so that no message waits for the acknowledgement of its own length. */
static int send_message(int socket, const uint8_t *message, size_t length) {
    uint8_t framed[2 + 65535];
    if (length > 65535) {
        return -1;
    }
    framed[0] = (uint8_t)(length >> 8);
    framed[1] = (uint8_t)length;
    memcpy(framed + 2, message, length);
    for (size_t sent = 0; sent < length + 2;) {
        ssize_t written = send(socket, framed + sent, length + 2 - sent, MSG_NOSIGNAL);
        if (written <= 0) {
            return -1;
        }
        sent += (size_t)written;
    }
    return 0;
}

static int receive(int socket, uint8_t *bytes, size_t length) {
    return recv(socket, bytes, length, MSG_WAITALL) == (ssize_t)length ? 0 : -1;
}

struct chip chip_wait(uint16_t port) {
    struct chip chip;
    struct sockaddr_in address = {0};
    const int one = 1;
    const uint8_t on = POWER_ON;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1) != 0 ||
        (chip.socket = accept(listener, NULL, NULL)) < 0) {
        perror("no chip came");
        exit(EXIT_FAILURE);
    }
    close(listener);
    setsockopt(chip.socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    send_message(chip.socket, &on, 1);
    return chip;
}

int chip_transmit(void *context, const uint8_t *command, size_t length, uint8_t *response, size_t capacity,
                  size_t *response_length) {
    const struct chip *chip = context;
    uint8_t head[2];
    if (send_message(chip->socket, command, length) != 0 || receive(chip->socket, head, 2) != 0) {
        return -1;
    }
    *response_length = (size_t)head[0] << 8 | head[1];
    return *response_length <= capacity ? receive(chip->socket, response, *response_length) : -1;
}

void chip_leave(struct chip *chip) {
    const uint8_t off = POWER_OFF;
    send_message(chip->socket, &off, 1);
    close(chip->socket);
}
