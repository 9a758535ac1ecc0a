package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.Matchers;
import io.github.windsock.Payload;
import io.github.windsock.server.EchoServer;
import io.github.windsock.testkit.NullArguments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.Test;

class NullArgumentTests {

    @Test
    void every_argument_that_must_not_be_null_is_named() {
        try (EchoServer server = EchoServer.builder().engine(JettyEngine.class).start()) {
            NullArguments nulls = new NullArguments(List.of(
                    server,
                    HttpBeside.of(server),
                    JettyEndpoints.of(server),
                    HttpReply.respond(200),
                    new RecordedRequest("GET", "/", Map.of(), Payload.of()),
                    Matchers.anyRequest(),
                    Payload.of(),
                    Map.of("A", List.of("b")),
                    new Handler.Wrapper(),
                    Object.class,
                    "/x"));
            List<String> wrong = Stream.of(
                            HttpBeside.class, HttpReply.class, JettyEndpoints.class, RecordedRequest.class)
                    .flatMap(nulls::calls)
                    .sorted()
                    .toList();
            assertEquals(List.of(), wrong);
        }
    }
}
