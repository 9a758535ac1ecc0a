package io.github.windsock.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.IO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;

@EnabledOnOs({OS.LINUX, OS.MAC})
class DescriptorsTests {
    private static final int CLIENTS = 120;

    /** Echoes in a JVM of its own, and says at the end how often accepting failed and how often that may be. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Transport transport = Transport.lease(Runnable::run);
            try (TestPort port = TestPort.open(EchoHandler::new)) {
                port.requireEcho(); // loads classes, which takes descriptors too, as does the next line
                port.port.schedule(Duration.ZERO, () -> {}).run();
                System.out.println(port.port.port());
                Throwable cause = port.failures.take();
                long since = System.nanoTime();
                System.out.println(cause);
                System.in.read();
                long tries = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) / 100;
                System.out.println(transport.loop().failures() <= tries + CLIENTS + 2);
            }
        }
    }

    @Test
    void that_are_used_up_are_waited_for_without_spinning() throws Exception {
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 96 && exec \"$0\" \"$@\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(Objects.requireNonNull(says.readLine()));
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(20_000);
                clients.add(socket);
            }
            assertEquals("java.io.IOException: Too many open files", says.readLine());

            while (clients.size() > 1) { // the first one that is there makes room for one that waits
                try (Socket first = clients.remove(0)) {
                    TestPort.requireEcho(first);
                }
            }
            TestPort.requireEcho(clients.get(0));
            child.getOutputStream().close();
            assertEquals("true", says.readLine(), "it tried no more often than it waited, or somebody left");
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        } finally {
            closeAll(clients);
            child.destroyForcibly();
        }
    }

    /** Each jar is a descriptor: what the child needs and no more. */
    private static String classPath() {
        return Stream.of(DescriptorsTests.class, BoundPort.class, EndPoint.class, IO.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
