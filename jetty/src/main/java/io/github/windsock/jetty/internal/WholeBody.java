package io.github.windsock.jetty.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;

/** The body of a request: it is read as a whole, up to a limit, and can be read again. */
final class WholeBody {
    private static final int LIMIT = 64 << 20;

    private WholeBody() {}

    /** A body that has more than 64 MiB. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Reads the body of a request. Fails with {@link TooLarge} if it is. */
    static void read(Request request, Promise<ByteBuffer> body) {
        if (request.getLength() > LIMIT) {
            body.failed(new TooLarge());
        } else {
            Content.Source.asByteBuffer(new Bounded(request), body); // it may have no Content-Length
        }
    }

    /** Returns a request with the body that has been read of it. */
    static Request again(Request request, ByteBuffer body) {
        return new WithBody(request, body);
    }

    private static final class Bounded extends Request.Wrapper {
        private long left = LIMIT;

        Bounded(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            left -= chunk.remaining();
            if (left >= 0) {
                return chunk;
            }
            chunk.release();
            return Content.Chunk.from(new TooLarge());
        }
    }

    private static final class WithBody extends Request.Wrapper {
        private final ByteBufferContentSource body;

        WithBody(Request request, ByteBuffer body) {
            super(request);
            this.body = new ByteBufferContentSource(body.slice());
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable reader) {
            body.demand(reader);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
