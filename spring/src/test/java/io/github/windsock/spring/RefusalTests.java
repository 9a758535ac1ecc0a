package io.github.windsock.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.junit.WithEchoServer;
import io.github.windsock.server.EchoServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** What is wrong is said before a test waits in vain. */
@SuppressWarnings("unused") // the samples are run by JUnit
class RefusalTests {

    private static void assertRefused(Class<?> sample, String annotation, String why) {
        assertEquals(
                annotation + " on [" + sample.getName() + "] " + why,
                Kit.onlyFailure(sample).getMessage());
    }

    abstract static class Sample {

        @Test
        void asks(EchoServer server) {}
    }

    @EchoServerProperty("feed.url")
    static class WithoutSpring extends Sample {}

    @Test
    void a_class_without_spring() {
        assertRefused(
                WithoutSpring.class,
                "@EchoServerProperty(\"feed.url\")",
                "has no application context. Add @SpringBootTest or @SpringJUnitConfig.");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(" ")
    static class Blank extends Sample {}

    @Test
    void a_blank_name() {
        assertRefused(
                Blank.class,
                "@EchoServerProperty(\" \")",
                "names no property. Write the one that the code under test reads, such as \"feed.url\".");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("${feed.url:ws://localhost}")
    static class Placeholder extends Sample {}

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url=")
    static class Assignment extends Sample {}

    @Test
    void what_is_not_the_name_alone() {
        assertRefused(
                Placeholder.class,
                "@EchoServerProperty(\"${feed.url:ws://localhost}\")",
                "is not the name of a property. Write \"feed.url\".");
        assertRefused(
                Assignment.class,
                "@EchoServerProperty(\"feed.url=\")",
                "is not the name of a property. Write \"feed.url\".");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", path = "ws://localhost/prices")
    static class UrlAsPath extends Sample {}

    @Test
    void a_url_as_the_path() {
        assertRefused(
                UrlAsPath.class,
                "@EchoServerProperty(value = \"feed.url\", path = \"ws://localhost/prices\")",
                "has a URL as its path. Write the path alone, such as \"/prices\".");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", path = "prices")
    static class RelativePath extends Sample {}

    @Test
    void a_path_without_a_slash() {
        assertRefused(
                RelativePath.class,
                "@EchoServerProperty(value = \"feed.url\", path = \"prices\")",
                "has a path that does not begin with a slash. Write \"/prices\".");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", behavior = "script?file=price.wsc")
    static class MissingScript extends Sample {}

    @Test
    void a_script_that_there_is_not() {
        assertRefused(
                MissingScript.class,
                "@EchoServerProperty(value = \"feed.url\", behavior = \"script?file=price.wsc\")",
                "has a wrong behavior: script: there is no file \"price.wsc\" on the class path; put it into"
                        + " src/test/resources/io/github/windsock/spring");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty(value = "feed.url", behavior = "slient")
    static class MisspelledBehavior extends Sample {}

    @Test
    void a_misspelled_behavior() {
        assertRefused(
                MisspelledBehavior.class,
                "@EchoServerProperty(value = \"feed.url\", behavior = \"slient\")",
                "has a wrong behavior: there is no behavior \"slient\"; did you mean \"silent\"?");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    static class Base extends Sample {}

    @EchoServerProperty(value = "feed.url", path = "/prices")
    static class Twice extends Base {}

    @Test
    void a_name_that_stands_there_twice() {
        assertRefused(
                Twice.class,
                "@EchoServerProperty(\"feed.url\")",
                "is also there as @EchoServerProperty(value = \"feed.url\", path = \"/prices\"). Leave one of them"
                        + " out.");
    }

    @EchoServerProperty(value = "feed.url", behavior = "silent")
    @EchoServerProperty(value = "chat.url", behavior = "push?every=1s&text=tick")
    @SpringJUnitConfig(Prices.Application.class)
    static class TwoBehaviors extends Sample {}

    @Test
    void two_behaviors_of_one_server() {
        assertRefused(
                TwoBehaviors.class,
                "@EchoServerProperty(value = \"chat.url\", behavior = \"push?every=1s&text=tick\")",
                "has another behavior than @EchoServerProperty(value = \"feed.url\", behavior = \"silent\"). They have one"
                        + " server: leave one out.");
    }

    @SpringJUnitConfig(Prices.Application.class)
    @TestPropertySource(properties = "feed.url=ws://localhost:1")
    @EchoServerProperty("feed.ulr")
    static class Misspelled extends Sample {}

    @Test
    void a_name_that_nobody_reads_where_there_is_one_like_it() {
        assertRefused(
                Misspelled.class,
                "@EchoServerProperty(\"feed.ulr\")",
                "is not read in the Spring context, but there is \"feed.url\". Correct the name; or, if it is read"
                        + " later only, give it a value in the test's properties too.");
        Kit.of(Misspelled.class).closeContexts();
    }

    @SpringJUnitConfig(EchoServerPropertyTests.Empty.class)
    @TestPropertySource(properties = {"node1.url=", "node2.url="})
    @EchoServerProperty("node1.url")
    static class ReadLater {

        @Test
        void a(EchoServer server, @Value("${node1.url}") String url) {
            assertEquals(server.uri().toString(), url);
            assertEquals(
                    "server · \"node1.url\" is not read",
                    server.journal().entries().get(0).toString());
        }
    }

    @Test
    void but_not_one_that_has_a_value_elsewhere_too_which_only_the_timeline_tells_of() {
        Kit.of(ReadLater.class).succeeds(1);
    }

    @SpringJUnitConfig(Prices.Application.class)
    @EchoServerProperty("feed.url")
    @WithEchoServer(tls = true)
    static class OverTls extends Sample {}

    @Test
    void what_an_annotation_beside_it_wants_of_a_server_that_runs() {
        String message = Kit.onlyFailure(OverTls.class).getMessage();
        assertTrue(
                message.matches(
                        "@WithEchoServer on \\[RefusalTests.OverTls]: the shared server \"feed.url of Spring context"
                                + " [0-9]+\" should be started with TLS, but it runs already at ws://127.0.0.1:[0-9]+. Use the same"
                                + " settings everywhere, or another name."),
                message);
        Kit.of(OverTls.class).closeContexts();
    }
}
