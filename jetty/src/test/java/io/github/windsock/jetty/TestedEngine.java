package io.github.windsock.jetty;

import io.github.windsock.journal.Settings;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.EchoServer;
import java.time.Duration;

/** Who plays the server of a test. What must come may take its time on a busy machine. */
enum TestedEngine {
    WINDSOCK,
    JETTY;

    EchoServer start() {
        return builder().start();
    }

    EchoServer.Builder builder() {
        EchoServer.Builder builder =
                EchoServer.builder().journal(Recorder.create(Settings.defaults().withTimeout(Duration.ofSeconds(30))));
        return this == JETTY ? builder.engine(JettyEngine.class) : builder;
    }
}
