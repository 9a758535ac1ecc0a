package io.github.windsock.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
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
 * Runs Jetty's selector, and everything that it finds ready, on one thread: nothing here blocks, so another thread
 * would only cost time. It accepts connections itself, since Jetty would wake this same thread again for each of them.
 */
final class SelectorLoop extends SelectorManager {
    /** The bytes of a turn plus the header of a frame, so that a message of that size arrives in one read. */
    private static final int READ_BYTES = SocketConnection.TURN_BYTES + 16;

    private static final int MAX_SPARE_BUFFERS = 4;

    /** The pause after the process has run out of file descriptors. */
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

    /** Runs the first task, which is the selector's loop, on a new thread, and all other tasks on that thread. */
    private static final class OneThread implements Executor {
        private final Transport transport;
        private final TransportThreads threads;
        private @Nullable SelectorLoop loop;
        private volatile @Nullable Thread thread;

        OneThread(Transport transport, TransportThreads threads) {
            this.transport = transport;
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            if (Thread.currentThread() == thread) {
                task.run();
            } else {
                start(task);
            }
        }

        private synchronized void start(Runnable task) {
            SelectorLoop current = loop;
            if (thread != null || current == null) {
                throw new RejectedExecutionException("the selector runs on one thread only:  " + thread);
            }
            Thread started = threads.newThread(() -> transport.runLoop(current, task));
            thread = started;
            started.start();
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == executor.thread;
    }

    /** Makes the selector's thread run the tasks of the transport. */
    void wake() {
        selector().submit(selector -> transport.runTasks());
    }

    Set<SocketConnection> connections() {
        return connections;
    }

    void ended(SocketConnection connection) {
        connections.remove(connection);
        if (!paused.isEmpty()) {
            transport.submit(this::resume); // after its descriptor is closed
        }
    }

    /** Closes all connections and ends the thread. Only on that thread. */
    void end() {
        for (SocketConnection connection : connections) {
            connection.close();
        }
        breakSelector();
    }

    /** Closes the selector, which ends the loop. */
    void breakSelector() {
        try {
            // Not through Jetty, which would load further classes: the class loader may be closed by now.
            selector().getSelector().close();
        } catch (IOException e) {
            // The loop ends all the same: it has no open selector.
        }
    }

    /**
     * Tells whether the selector is closed. Jetty then closes the connections itself, which says nothing about the
     * peers.
     */
    boolean isBroken() {
        Selector selecting = selector().getSelector();
        return selecting == null || !selecting.isOpen();
    }

    private ManagedSelector selector() {
        return chooseSelector(); // there is only one
    }

    // Everything below runs on the selector's thread.

    /** Returns an empty buffer to read into. It is direct, so the JDK reads into it without a copy. */
    ByteBuffer lend() {
        ByteBuffer buffer = spare.poll();
        return buffer == null ? ByteBuffer.allocateDirect(READ_BYTES).limit(0) : buffer;
    }

    /**
     * Takes a buffer back. Several can be lent at a time, since reading from one connection can lead to reading
     * another.
     */
    void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect() && spare.size() < MAX_SPARE_BUFFERS) {
            spare.push(buffer);
        }
    }

    /** Starts to accept connections to a port. */
    void register(BoundPort port) {
        for (ServerSocketChannel channel : port.channels()) {
            try {
                Accepting accepting = new Accepting(channel, port);
                accepting.replaceKey(channel.register(selector().getSelector(), SelectionKey.OP_ACCEPT, accepting));
            } catch (ClosedChannelException e) {
                return; // it was closed meanwhile
            }
        }
    }

    /** Deregisters a channel that is detached from the transport. */
    void release(SocketChannel channel) {
        try {
            SelectionKey key = channel.keyFor(selector().getSelector());
            if (key != null) {
                key.cancel();
                selector().getSelector().selectNow(ready -> {}); // deregisters; ready channels are found again
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
            selector().getSelector().selectNow(ready -> {}); // deregisters; ready channels are found again
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channels, e);
        }
    }

    /**
     * Accepts one connection each time it is selected: a second accept that finds none costs more than selecting again.
     */
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
                report(e);
            }
            if (channel != null) {
                open(channel);
            }
            return null;
        }

        private void open(SocketChannel channel) {
            try {
                openConnection(channel, port);
                failing = false;
            } catch (Throwable e) { // such as no memory; the next connection may succeed
                IO.close(channel);
                report(e);
            }
        }

        /** Reports only the first of several failures in a row, since the system may refuse all further connections. */
        private void report(Throwable failure) {
            if (!failing) {
                failing = true;
                port.acceptor().failed(failure);
            }
        }

        /** Stops accepting for a while: without a free file descriptor, each accept would fail again at once. */
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
            // only pause() and resume() change the key
        }

        @Override
        public void replaceKey(SelectionKey newKey) {
            key = newKey;
        }
    }

    /** Accepts again after a pause: a connection has ended, or another file descriptor may be free. */
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

    /** A client's channel that is not connected yet. */
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
                open(tcp, tls == null ? silent(accepted(tcp, tcp, peer)) : clientTls(tcp, tls, peer));
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
            // the interest does not change
        }

        @Override
        public void replaceKey(SelectionKey newKey) {
            // the key is not needed
        }
    }

    /**
     * Connects on this thread: if the caller did, a server of this loop would wake up to accept before the client has
     * written anything.
     */
    void connect(SocketChannel channel, InetSocketAddress address, @Nullable ClientTls tls, BoundPort.Acceptor peer) {
        Connecting connecting = new Connecting(channel, tls, peer);
        try {
            if (channel.connect(address) || channel.finishConnect()) { // often at once on loopback
                connecting.begin();
            } else {
                channel.register(selector().getSelector(), SelectionKey.OP_CONNECT, connecting);
            }
        } catch (IOException | RuntimeException e) { // such as an address without a port
            connecting.fail(e);
        }
    }

    void cancelConnect(SocketChannel channel) {
        SelectionKey key = channel.keyFor(selector().getSelector());
        if (key != null && key.attachment() instanceof Connecting connecting) {
            connecting.fail(new ClosedChannelException());
        }
    }

    /** Skips the first read: a server sends nothing before the request. */
    private static Connection silent(SocketConnection connection) {
        connection.awaitsBytes();
        return connection;
    }

    private Connection clientTls(SocketEndPoint tcp, ClientTls tls, BoundPort.Acceptor peer) {
        return TlsFactory.newClientConnection(transport, tcp, tls, decrypted -> accepted(decrypted, tcp, peer));
    }

    private void openConnection(SocketChannel channel, BoundPort port) throws IOException {
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
        throw new IllegalStateException("not called: this class creates its connections itself");
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
        throw new IllegalStateException("not called: this class creates its connections itself");
    }
}
