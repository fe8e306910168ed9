/* A chip at the other end of a TCP connection that speaks the protocol of vpcd: each message has its length before it, in two bytes. */
#ifndef CHIP_H
#define CHIP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct chip {
    int socket;
};

/* Waits at a port of this machine until a chip comes; ends the program if none can. */
struct chip chip_wait(uint16_t port);

/* Carries a command to a chip and its response back, as doc9303_transmit says. */
int chip_transmit(void *chip, const uint8_t *command, size_t length, uint8_t *response, size_t capacity,
                  size_t *response_length);

/* Takes the chip from the field. */
void chip_leave(struct chip *chip);

#ifdef __cplusplus
}
#endif

#endif
