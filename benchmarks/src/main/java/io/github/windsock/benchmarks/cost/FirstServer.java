package io.github.windsock.benchmarks.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.windsock.client.BrowserPage;
import io.github.windsock.server.EchoServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Starts the first server of a JVM, has one message echoed, and prints a line for {@link TlsFigures}. */
final class FirstServer {
    static final String PASSWORD = "figures";

    /** What there is to start. */
    enum Variant {
        NOTHING("nothing"),
        RAW_SOCKETS("raw sockets"),
        RAW_SOCKETS_TLS("raw sockets over TLS"),
        WINDSOCK("Windsock"),
        WINDSOCK_TLS("Windsock over TLS");

        private final String label;

        Variant(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private FirstServer() {}

    public static void main(String[] arguments) throws Exception {
        long spawned = Long.parseLong(arguments[0]);
        echo(Variant.valueOf(arguments[1]), Path.of(arguments[2]));
        long wall = System.currentTimeMillis() - spawned;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        System.out.println("result," + wall + "," + cpu);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void echo(Variant variant, Path store) throws Exception {
        switch (variant) {
            case NOTHING -> {}
            case RAW_SOCKETS -> raw(ServerSocketFactory.getDefault(), SocketFactory.getDefault());
            case RAW_SOCKETS_TLS -> {
                SSLContext context = context(store);
                raw(context.getServerSocketFactory(), context.getSocketFactory());
            }
            case WINDSOCK -> windsock(EchoServer.start(), BrowserPage.builder());
            case WINDSOCK_TLS -> {
                EchoServer server = EchoServer.builder().tls().start();
                windsock(server, BrowserPage.builder().trust(server.sslContext()));
            }
        }
    }

    private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void raw(ServerSocketFactory servers, SocketFactory clients) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = servers.createServerSocket(0, 50, here)) {
            Thread server = new Thread(() -> serve(listener), "floor");
            server.setDaemon(true);
            server.start();
            try (RawSocket client = RawSocket.over(clients.createSocket(here, listener.getLocalPort()))) {
                client.send(RawSocket.TEXT, "hello".getBytes(UTF_8));
                client.receive();
            }
        }
    }

    private static void serve(ServerSocket listener) {
        try (RawSocket server = RawSocket.accept(listener)) {
            RawSocket.ReadFrame frame = server.receive();
            server.send(frame.opcode(), frame.payload());
            server.receive();
        } catch (IOException e) {
            // the client has left
        }
    }

    private static void windsock(EchoServer server, BrowserPage.Builder builder) throws InterruptedException {
        CountDownLatch echoed = new CountDownLatch(1);
        BrowserPage page = builder.build();
        page.open(server.uri(), socket -> {
            socket.onOpen(event -> socket.send("hello"));
            socket.onMessage(event -> echoed.countDown());
        });
        if (!echoed.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no echo came\n" + page.journal().timeline());
        }
    }
}
