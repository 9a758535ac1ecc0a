package io.github.windsock.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's selector on one thread, which also does what the selector finds: nothing here blocks, so a hand-over would only
 * cost time. Accepting is done here too: Jetty would pass each connection on to that same thread, and wake it for that.
 */
final class SelectorLoop extends SelectorManager {
    /** As much as a turn may read, and the header of a frame: a message of that size comes in one read. */
    private static final int READ_BYTES = SocketConnection.TURN_BYTES + 16;

    private static final int MOST_SPARE = 4;

    /** After so long without a descriptor it is tried again: others of this process may have given one back. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transport transport;
    private final OneThread executor;
    private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile int failures;

    // Only the thread uses these.
    private final List<Accepting> paused = new ArrayList<>();
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();

    SelectorLoop(Transport transport, TransportThreads threads, Scheduler timer) {
        this(transport, new OneThread(transport, threads), timer);
    }

    private SelectorLoop(Transport transport, OneThread executor, Scheduler timer) {
        super(executor, timer, 1);
        this.transport = transport;
        this.executor = executor;
        executor.loop = this;
        installBean(timer);
    }

    /** Runs the selector on a thread of its own, and everything else there on that thread. */
    private static final class OneThread implements Executor {
        private final Transport transport;
        private final TransportThreads threads;
        private @Nullable SelectorLoop loop;
        private volatile @Nullable Thread thread;

        OneThread(Transport transport, TransportThreads threads) {
            this.transport = transport;
            this.threads = threads;
        }

        /** Runs a task; the first one is the selector's loop. */
        @Override
        public void execute(Runnable task) {
            if (Thread.currentThread() == thread) {
                task.run();
            } else {
                start(task);
            }
        }

        private synchronized void start(Runnable task) {
            SelectorLoop mine = loop;
            if (thread != null || mine == null) {
                throw new RejectedExecutionException("the selector has one thread: " + thread);
            }
            Thread started = threads.newThread(() -> transport.live(mine, task));
            thread = started;
            started.start();
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == executor.thread;
    }

    /** Has the tasks of the transport run. */
    void wake() {
        selector().submit(selector -> transport.runTasks());
    }

    Set<SocketConnection> connections() {
        return connections;
    }

    void ended(SocketConnection connection) {
        connections.remove(connection);
        if (!paused.isEmpty()) {
            transport.submit(this::resume); // by then its descriptor is free
        }
    }

    /** Ends the thread, and before it all connections. On the thread. */
    void end() {
        for (SocketConnection connection : connections) {
            connection.close();
        }
        breakSelector();
    }

    /** Ends the loop, as a failure of the system might. */
    void breakSelector() {
        try {
            selector()
                    .getSelector()
                    .close(); // by no class of Jetty's that may have to be loaded: the loader may be closed
        } catch (IOException e) {
            // The loop notices that it has no selector, which is all that was wanted.
        }
    }

    /** Whether it can select no more: then Jetty closes what it served, which says nothing of the peers. */
    boolean isBroken() {
        Selector selecting = selector().getSelector();
        return selecting == null || !selecting.isOpen();
    }

    private ManagedSelector selector() {
        return chooseSelector(); // there is but one
    }

    // All below on the thread.

    /** Returns an empty buffer to read into: a direct one, into which the JDK reads without a copy. */
    ByteBuffer lend() {
        ByteBuffer buffer = spare.poll();
        return buffer == null ? ByteBuffer.allocateDirect(READ_BYTES).limit(0) : buffer;
    }

    /** Takes a buffer back in which there is nothing any more. More than one is lent while one connection wakes another. */
    void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect() && spare.size() < MOST_SPARE) {
            spare.push(buffer);
        }
    }

    /** Begins to accept what connects to a port. */
    void register(BoundPort port) {
        for (ServerSocketChannel channel : port.channels()) {
            try {
                Accepting accepting = new Accepting(channel, port);
                accepting.replaceKey(channel.register(selector().getSelector(), SelectionKey.OP_ACCEPT, accepting));
            } catch (ClosedChannelException e) {
                return; // it has been shut meanwhile
            }
        }
    }

    /** Deregisters a channel that is used elsewhere from now on. */
    void release(SocketChannel channel) {
        try {
            SelectionKey key = channel.keyFor(selector().getSelector());
            if (key != null) {
                key.cancel();
                selector().getSelector().selectNow(ready -> {}); // what is ready it tells again
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + channel, e);
        }
    }

    void close(List<ServerSocketChannel> channels) {
        try {
            for (ServerSocketChannel channel : channels) {
                channel.close();
            }
            selector().getSelector().selectNow(key -> {}); // what is ready it tells again
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channels, e);
        }
    }

    /** Accepts one connection at a time: to ask whether there is another costs more than to be told. */
    private final class Accepting implements ManagedSelector.Selectable {
        private final ServerSocketChannel listening;
        private final BoundPort port;
        private @Nullable SelectionKey key;
        private boolean failing;

        Accepting(ServerSocketChannel listening, BoundPort port) {
            this.listening = listening;
            this.port = port;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it
        public @Nullable Runnable onSelected() {
            SocketChannel channel = null;
            try {
                channel = listening.accept();
            } catch (IOException e) {
                failures++;
                pause();
                tell(e);
            }
            if (channel != null) {
                let(channel);
            }
            return null;
        }

        private void let(SocketChannel channel) {
            try {
                enter(channel, port);
                failing = false;
            } catch (Throwable e) { // this one cannot come in, for want of memory perhaps; the next one may
                IO.close(channel);
                tell(e);
            }
        }

        /** Reports only the first of several failures in a row, since the system may refuse all further connections. */
        private void tell(Throwable failure) {
            if (!failing) {
                failing = true;
                port.acceptor().failed(failure);
            }
        }

        /** The system has no descriptor left, and would say so again and again: waits until one may be free. */
        private void pause() {
            interest(0);
            if (paused.isEmpty()) {
                transport.schedule(PAUSE, SelectorLoop.this::resume);
            }
            paused.add(this);
        }

        void interest(int ops) {
            SelectionKey known = key;
            if (known != null && known.isValid()) {
                known.interestOps(ops);
            }
        }

        @Override
        public void updateKey() {
            // only pausing changes what it waits for
        }

        @Override
        public void replaceKey(SelectionKey newKey) {
            key = newKey;
        }
    }

    /** Accepts again where that has been paused: a connection has ended, or another descriptor may have become free. */
    private void resume() {
        for (Accepting accepting : paused) {
            accepting.interest(SelectionKey.OP_ACCEPT);
        }
        paused.clear();
    }

    /** Returns how often accepting has failed. */
    int failures() {
        return failures;
    }

    /** A client's connection that is not there yet. */
    private final class Connecting implements ManagedSelector.Selectable {
        private final SocketChannel channel;
        private final @Nullable ClientTls tls;
        private final BoundPort.Acceptor peer;

        Connecting(SocketChannel channel, @Nullable ClientTls tls, BoundPort.Acceptor peer) {
            this.channel = channel;
            this.tls = tls;
            this.peer = peer;
        }

        @Override
        public @Nullable Runnable onSelected() {
            try {
                if (channel.finishConnect()) {
                    begin();
                }
            } catch (IOException e) {
                fail(e);
            }
            return null;
        }

        void begin() {
            try {
                SocketEndPoint tcp = endPoint(channel);
                open(tcp, tls == null ? accepted(tcp, tcp, peer) : clientTls(tcp, tls, peer));
            } catch (Throwable e) { // such as no memory
                fail(e);
            }
        }

        void fail(Throwable cause) {
            IO.close(channel);
            peer.failed(cause);
        }

        @Override
        public void updateKey() {
            // it waits for the same always
        }

        @Override
        public void replaceKey(SelectionKey newKey) {
            // it does not know the present one either
        }
    }

    /** Goes on with a connect that has been begun, and may be done. */
    void connect(SocketChannel channel, boolean done, @Nullable ClientTls tls, BoundPort.Acceptor peer) {
        Connecting connecting = new Connecting(channel, tls, peer);
        if (done) {
            connecting.begin();
            return;
        }
        try {
            channel.register(selector().getSelector(), SelectionKey.OP_CONNECT, connecting);
        } catch (ClosedChannelException e) {
            peer.failed(e);
        }
    }

    void giveUp(SocketChannel channel) {
        SelectionKey key = channel.keyFor(selector().getSelector());
        if (key != null && key.attachment() instanceof Connecting connecting) {
            connecting.fail(new ClosedChannelException());
        }
    }

    private Connection clientTls(SocketEndPoint tcp, ClientTls tls, BoundPort.Acceptor peer) {
        return TlsFactory.newClientConnection(transport, tcp, tls, decrypted -> accepted(decrypted, tcp, peer));
    }

    private void enter(SocketChannel channel, BoundPort port) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SocketEndPoint tcp = endPoint(channel);
        TlsFactory tls = port.tls();
        open(
                tcp,
                tls == null
                        ? accepted(tcp, tcp, port.acceptor())
                        : tls.newConnection(transport, tcp, decrypted -> accepted(decrypted, tcp, port.acceptor())));
    }

    private SocketEndPoint endPoint(SocketChannel channel) throws IOException {
        ManagedSelector selector = selector();
        SelectionKey known = channel.keyFor(selector.getSelector());
        SelectionKey key = known == null ? channel.register(selector.getSelector(), 0) : known.interestOps(0);
        SocketEndPoint tcp = new SocketEndPoint(channel, selector, key, getScheduler());
        key.attach(tcp);
        return tcp;
    }

    private void open(SocketEndPoint tcp, Connection connection) {
        tcp.setConnection(connection);
        tcp.onOpen();
        connectionOpened(connection, tcp);
    }

    private SocketConnection accepted(EndPoint endPoint, SocketEndPoint tcp, BoundPort.Acceptor acceptor) {
        SocketConnection connection = new SocketConnection(endPoint, tcp, transport, this);
        tcp.connection(connection);
        connections.add(connection);
        connection.handler(acceptor.accepted(connection));
        return connection;
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        throw new IllegalStateException("this loop makes its connections itself");
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
        throw new IllegalStateException("this loop makes its connections itself");
    }
}
