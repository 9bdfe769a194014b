/**
 * @file axsdk/axserialport.h
 * @brief Serial ports. The name of the shared library is not published.
 *
 * API-compatible with the published header; the comments are our own. Facts without hard evidence are marked
 * (unverified). The reference asks for a running GMainLoop; the official example configures its port before
 * it runs one. Threads and blocking are not documented. `GError** error` may be NULL. Older on cameras than
 * AXIS OS 10.9, in the native SDK since 11.7; only on products that have a port. The manifest of the official
 * example has the group `admin`.
 */
#ifndef ACAPKIT_AXSDK_AXSERIALPORT_H_
#define ACAPKIT_AXSDK_AXSERIALPORT_H_

#include <glib.h>

G_BEGIN_DECLS

/** A port and its settings. */
typedef struct _AXSerialConfig AXSerialConfig;

/** Codes of an error. */
typedef enum {
  AX_SERIAL_OK = 0,
  AX_SERIAL_GENERIC_ERROR = -1,
  AX_SERIAL_READ_TIMEOUT = -5,
  AX_SERIAL_CONFIGURATION_ERROR = -10,
  AX_SERIAL_SET_ENABLE_ERROR = -11,
  AX_SERIAL_SET_PORTMODE_ERROR = -12,
  AX_SERIAL_SET_BAUDRATE_ERROR = -13,
  AX_SERIAL_SET_DATABITS_ERROR = -14,
  AX_SERIAL_SET_STOPBITS_ERROR = -15,
  AX_SERIAL_SET_PARITY_ERROR = -16,
  AX_SERIAL_SET_BIAS_ERROR = -17,
  AX_SERIAL_SET_TERMINATION_ERROR = -18,
  AX_SERIAL_TRANSPORT_ERROR = -20,
  AX_SERIAL_CALLBACK_ERROR = -30,
  AX_SERIAL_NOT_INITIALIZED = -100
} AXSerialErrorCode;

/** Electrical mode. */
typedef enum {
  AX_SERIAL_RS232 = 0,
  AX_SERIAL_RS422 = 1,
  AX_SERIAL_RS485 = 2,
  AX_SERIAL_RS485_4 = 3 /**< four wires */
} AXSerialPortmode;

/** Bits per second; each value is its own number. */
typedef enum {
  AX_SERIAL_B300 = 300,
  AX_SERIAL_B600 = 600,
  AX_SERIAL_B1200 = 1200,
  AX_SERIAL_B2400 = 2400,
  AX_SERIAL_B4800 = 4800,
  AX_SERIAL_B9600 = 9600,
  AX_SERIAL_B19200 = 19200,
  AX_SERIAL_B38400 = 38400,
  AX_SERIAL_B57600 = 57600,
  AX_SERIAL_B115200 = 115200,
  AX_SERIAL_B230400 = 230400,
  AX_SERIAL_B460800 = 460800
} AXSerialBaudrate;

/** Parity bit. */
typedef enum {
  AX_SERIAL_PARITY_NONE = 0,
  AX_SERIAL_PARITY_EVEN = 1,
  AX_SERIAL_PARITY_ODD = 2,
  AX_SERIAL_PARITY_MARK = 3,
  AX_SERIAL_PARITY_SPACE = 4
} AXSerialParity;

/** Bits per character. */
typedef enum { AX_SERIAL_DATABITS_7 = 7, AX_SERIAL_DATABITS_8 = 8 } AXSerialDatabits;

/** Stop bits. */
typedef enum { AX_SERIAL_STOPBITS_1 = 1, AX_SERIAL_STOPBITS_2 = 2 } AXSerialStopbits;

/** Off or on. */
typedef enum { AX_SERIAL_DISABLE = 0, AX_SERIAL_ENABLE = 1 } AXSerialEnable;

/** Opens a port, counted from 0. @return the port (ax_serial_cleanup()), or NULL */
AXSerialConfig* ax_serial_init(guint portindex, GError** error);

/** Closes a port and frees it. */
void ax_serial_cleanup(AXSerialConfig* config);

/** Switches a port on or off. */
gboolean ax_serial_port_enable(AXSerialConfig* config, AXSerialEnable enable, GError** error);

/** Descriptor for poll(), read() and write(), or a number below 0. It belongs to the port (unverified). */
gint ax_serial_get_fd(AXSerialConfig* config, GError** error);

/** Sets the electrical mode. This and the other settings take effect with ax_serial_sync_port_settings()
 * (unverified).
 */
gboolean ax_serial_set_portmode(AXSerialConfig* config, AXSerialPortmode mode, GError** error);

/** Sets the bit rate. */
gboolean ax_serial_set_baudrate(AXSerialConfig* config, AXSerialBaudrate baudrate, GError** error);

/** Sets the bits per character. */
gboolean ax_serial_set_databits(AXSerialConfig* config, AXSerialDatabits databits, GError** error);

/** Sets the stop bits. */
gboolean ax_serial_set_stopbits(AXSerialConfig* config, AXSerialStopbits stopbits, GError** error);

/** Sets the parity. */
gboolean ax_serial_set_parity(AXSerialConfig* config, AXSerialParity parity, GError** error);

/** Switches the bias of the line. */
gboolean ax_serial_set_bias(AXSerialConfig* config, AXSerialEnable bias, GError** error);

/** Switches the termination of the line. */
gboolean ax_serial_set_termination(AXSerialConfig* config, AXSerialEnable termination, GError** error);

/** Configures, or configures anew, the port with the settings. Always needed. */
gboolean ax_serial_sync_port_settings(AXSerialConfig* config, GError** error);

G_END_DECLS

#endif /* ACAPKIT_AXSDK_AXSERIALPORT_H_ */
