package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.broadcast;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.compress;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.refuse;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.slowOpen;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviorUrlTests {

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("echo", echo()),
                Arguments.of(
                        "push?every=20ms&times=3&text=tick",
                        push(ofMillis(20), "tick").times(3)),
                Arguments.of(
                        "push?every=20ms&times=3&template=tick-%24%7Bn%7D&then=close&code=3005&reason=%E5%86%8D%E8%A7%81",
                        push(ofMillis(20), template("tick-${n}")).times(3).then(closeWith(3005, "再见"))),
                Arguments.of(
                        "send?bytes=00ff&then=echo",
                        sendMessage(new byte[] {0, -1}).then(echo())),
                Arguments.of("slow-open?by=3s&then=echo", slowOpen(ofSeconds(3)).then(echo())),
                Arguments.of(
                        "echo?compress=off&latency=80ms&jitter=20ms&never-answer-close",
                        echo().with(neverAnswerClose())
                                .with(latency(ofMillis(80)).jitter(ofMillis(20)))
                                .with(compress(false))),
                Arguments.of("broadcast?room=a&to=others", broadcast("a", Audience.OTHERS)),
                Arguments.of(
                        "refuse?status=503&retryAfter=2s&header=X-A:%201&header=X-B:%202&body=no",
                        refuse(503)
                                .header("X-A", "1")
                                .body("no")
                                .retryAfter(ofSeconds(2))
                                .header("X-B", "2")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void are_two_ways_to_say_the_same(String url, Behavior behavior) {
        assertEquals(url, behavior.toUrl());
        assertEquals(behavior, parse(url));
        assertEquals(behavior.getClass(), parse("/" + url).getClass());
    }

    @Test
    void of_all_examples_in_the_table_can_be_read() {
        Stream.concat(Definitions.WITH_URL_FORM.stream(), TraitDefinitions.TRAITS.stream())
                .map(BehaviorDefinition::example)
                .forEach(example ->
                        assertEquals(parse(example), parse(parse(example).toUrl()), example));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pusk?every=1s            | there is no behavior "pusk"; did you mean "push"?
        bad/utf8?seed=7          | bad/utf8: seed is for a probability; an example is bad/utf8?p=0.3&seed=7
        echo?upload-jitter=5ms   | upload-latency: upload-latency is missing; an example is echo?upload-latency=80ms&upload-jitter=20ms
        push?evry=1s             | push has no parameter "evry"; did you mean "every"?
        push?every=1s            | push: give exactly one of text, template, bytes; an example is push?every=1s&times=3&text=tick
        push?text=a              | push: every is missing; an example is push?every=1s&times=3&text=tick
        push?every=soon&text=a   | push: every "soon" is not a duration; use 20ms, 3s, 2m or 1h
        push?every=0s&text=a     | push: every "0s" is not between 1ms and 24h
        close?code=1006          | close: code "1006": close code 1006 cannot be sent
        redirect?location=/&status=200 | redirect: status "200" is not between 300 and 399
        redirect?location=       | redirect: location "" is empty; give a URL, such as /echo
        echo&then=echo           | there is no behavior "echo&then=echo"; parameters begin with ?, as in echo?then=echo
        nothing&then=echo        | there is no behavior "nothing&then=echo"; there are: broadcast, close, close-empty, drop, drop-on-accept, echo, headers, never-open, pause, push, redirect, refuse, reset, reset-on-accept, send, silent, slow-open
        ws://localhost:9010/close?code=3005 | "ws://localhost:9010/close" has a scheme and a host; leave them out, and write close
        echo?then=echo           | echo() has no end, so echo() cannot follow it; give it times
        ECHO                     | there is no behavior "ECHO"; did you mean "echo"?
        echo?neverAnswerClose    | echo has no parameter "neverAnswerClose"; did you mean "never-answer-close"?
        echo?times=3000000000    | echo: times "3000000000" is too large
        echo?times=١             | echo: times "١" is not a number; use the digits 0 to 9
        echo?limit=١k            | limit: size "١k" is not a size in bytes; use 10, 64k or 1m
        refuse?status=５０３       | refuse: status "５０３" is not an HTTP status
        close?code=%2B3005       | close: code "+3005" is not a close code
        echo?p=1&seed=٣          | echo: seed "٣" is not a number; use the digits 0 to 9
        refuse?status=204&body=x | refuse: a response with status 204 has no body (RFC 9110, section 15); use another status, or leave the body out
        refuse?status=400&header=X:%0d%0ay | refuse: header "X:\\r\\ny" cannot be the value of a header: it has blanks at an end, or a character that is not printable Latin-1
        refuse?status=400&header=content-length:5 | refuse: header "content-length:5" cannot be added: the server sets it, by the body
        send?text=gr%FC%DFe      | "gr%FC%DFe" has escapes that are not UTF-8; write %C3%BC for ü
        send?text=%GG            | "%GG" has an invalid escape: after % must come two hexadecimal digits; write %25 for %
        push?every=1s&template=${m} | push: template "${m}": template("${m}") uses ${m}, which a push does not know; it knows ${n}. Write $${m} for the literal text
        """)
    void that_are_wrong_say_what_instead(String url, String message) {
        String actual =
                assertThrows(IllegalArgumentException.class, () -> parse(url)).getMessage();

        assertEquals(message, url.startsWith("close?") ? actual.substring(0, message.length()) : actual);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void of_a_response_without_a_body_have_none(int status) {
        assertEquals(
                "refuse(" + status + ")",
                Behaviors.refuse(status).body("").toString().replace(".body(\"\")", ""));
        assertEquals(
                "refuse: a response with status " + status + " has no body (RFC 9110, section 15); use another status,"
                        + " or leave the body out",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Behaviors.refuse(status).body("x"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding"})
    void of_a_response_leave_its_length_to_the_server(String name) {
        assertEquals(
                "refuse: header \"" + name + ": 5\" cannot be added: the server sets it, by the body",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Behaviors.refuse(400).header(name, "5"))
                        .getMessage());
    }

    @Test
    void cannot_say_lambdas() {
        Behavior behavior = push(ofSeconds(1), n -> "tick");

        assertEquals(
                "push(ofSeconds(1), n -> …) has no URL form",
                assertThrows(IllegalArgumentException.class, behavior::toUrl).getMessage());
        assertEquals(
                "push(n -> …, n -> …).times(2) has no URL form",
                assertThrows(
                                IllegalArgumentException.class,
                                push(n -> ofSeconds(n), n -> "tick").times(2)::toUrl)
                        .getMessage());
    }
}
