package io.github.windsock.standalone;

import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** For tests that ask a running program by HTTP: each test has a program of its own, on any free port. */
public abstract class ServedProgram {
    protected final TestProgram program = new TestProgram();
    protected Service service = serve();

    @AfterEach
    void stop() {
        service.close();
    }

    private Service serve(String... args) {
        return program.serve(Stream.concat(Stream.of("--port", "0", "--verbose"), Stream.of(args))
                .toArray(String[]::new));
    }

    /** Starts the program again, with more options. */
    protected void restart(String... args) {
        service.close();
        service = serve(args);
    }

    protected String get(String target, String... headers) throws IOException {
        return RawHttpClient.get(service.port(), target, headers);
    }

    protected String attempt(String target, String... headers) throws IOException {
        return RawHttpClient.attempt(service.port(), target, headers);
    }

    protected static String status(String answer) {
        return answer.lines().findFirst().orElse("nothing").replace("HTTP/1.1 ", "");
    }

    protected static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
