package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

@AddLifecycleHook(value = OddRequestTests.MoreInTheSoak.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class OddRequestTests {
    private static final TestProgram STAGE = new TestProgram();
    private static Service service;

    @BeforeContainer
    static void start() {
        service = STAGE.serve("--port", "0", "--verbose");
    }

    @AfterContainer
    static void stop() {
        service.close();
        assertTrue(STAGE.err().chars().noneMatch(unit -> unit != '\n' && Character.isISOControl(unit)), STAGE.err());
    }

    static final class MoreInTheSoak implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            if (Boolean.getBoolean("windsock.soak")) {
                context.attributes().setTries(3_000);
            }
            return property.execute();
        }
    }

    @Property(tries = 100)
    void any_path_query_and_header_gets_an_answer(
            @ForAll @StringLength(max = 40) String path,
            @ForAll @StringLength(max = 40) String header,
            @ForAll boolean attempt)
            throws IOException {
        String target = "/" + path.replaceAll("[\\s\\p{Cntrl}]", "");
        String odd = "X-Odd: " + header.replaceAll("[\r\n]", "");

        String answer = attempt && !target.matches("/+(\\?.*)?")
                ? RawHttpClient.attempt(service.port(), target, odd)
                : RawHttpClient.get(service.port(), target, odd);

        assertTrue(answer.startsWith("HTTP/1.1 "), answer);
    }

    @Property(tries = 100)
    void any_bytes_leave_the_server_well(@ForAll byte[] bytes) throws IOException {
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(bytes);
            client.socket().shutdownOutput();
            client.readAll();
        }

        assertEquals(
                "HTTP/1.1 200 OK",
                RawHttpClient.get(service.port(), "/healthz")
                        .lines()
                        .findFirst()
                        .orElse(""));
    }
}
