#include "daemon/net/private.h"

#include <libetpan/mailstream.h>
#include <stdlib.h>

/* Measured: larger buffers cost more in moving bytes than they save in calls, since libetpan takes lines from
 * the front. */
enum { STREAM_BUFFER_BYTES = 8 * 1024 };

static ssize_t stream_read(mailstream_low *low, void *bytes_r, size_t most)
{
	return net_read(low->data, bytes_r, most);
}

static ssize_t stream_write(mailstream_low *low, const void *bytes, size_t len)
{
	return net_write(low->data, bytes, len);
}

static int stream_close(mailstream_low *low)
{
	(void)low; /* net_close does it: the connection belongs to its opener */
	return 0;
}

static int stream_fd(mailstream_low *low)
{
	return net_fd(low->data);
}

static void stream_free(mailstream_low *low)
{
	free(low);
}

static void stream_cancel(mailstream_low *low)
{
	(void)low;
}

static struct mailstream_cancel *stream_get_cancel(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static carray *stream_certificates(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static mailstream_low_driver driver = {
        .mailstream_read = stream_read,
        .mailstream_write = stream_write,
        .mailstream_close = stream_close,
        .mailstream_get_fd = stream_fd,
        .mailstream_free = stream_free,
        .mailstream_cancel = stream_cancel,
        .mailstream_get_cancel = stream_get_cancel,
        .mailstream_get_certificate_chain = stream_certificates,
};

struct _mailstream *net_stream(struct net *n)
{
	mailstream_low *low = mailstream_low_new(n, &driver);
	if (!low)
		return NULL;
	mailstream *stream = mailstream_new(low, STREAM_BUFFER_BYTES);
	if (!stream)
		mailstream_low_free(low);
	return stream;
}
