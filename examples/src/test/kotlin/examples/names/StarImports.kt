package examples.names

import com.github.tomakehurst.wiremock.client.WireMock.*
import io.github.windsock.*
import io.github.windsock.Matchers.*
import io.github.windsock.ReadyState.*
import io.github.windsock.assertions.*
import io.github.windsock.assertions.Scrubber.*
import io.github.windsock.assertions.WebSocketAssertions.*
import io.github.windsock.assertj.WindsockAssertions.*
import io.github.windsock.client.*
import io.github.windsock.client.javawebsocket.JavaWebSocket.*
import io.github.windsock.json.JsonMatchers.*
import io.github.windsock.json.JsonOption.*
import io.github.windsock.junit.*
import io.github.windsock.server.*
import io.github.windsock.server.Behaviors.*
import io.github.windsock.server.Faults.*
import java.time.Duration.*
import org.assertj.core.api.Assertions.*
import org.junit.jupiter.api.*
import org.junit.jupiter.api.Assertions.*
import org.mockito.Mockito.*

/** Compiles: with all imported by stars, beside JUnit's, AssertJ's, Mockito's and WireMock's names, ours mean ours. */
@WithEchoServer
class StarImports {

    @Test
    fun `our names mean ours`(server: EchoServer, page: BrowserPage) {
        server.behave(on(text("ping").or(textContaining("PING")), reply("pong")).otherwise(echo()))
        val socket = assertReadyState(OPEN, page.open(server.uri("/feed/7"), "v2.chat"))
        socket.send("ping")
        socket.send("{\"type\":\"welcome\",\"n\":1}")
        socket.send("heartbeat")
        ignoreReceived("heartbeat", socket)
        assertReceived("pong", socket)
        val welcome = assertReceived(json("$.type", "welcome").and(jsonDocument("{\"n\":1}", IGNORING_EXTRA_KEYS)), socket)
        assertEquals("welcome", welcome.text().substring(9, 16))
        assertNotReceived(anyBinary(), socket)
        assertNothingMoreReceived(socket)
        val attempt = server.awaitAttempt()
        assertHandshake(path("/feed/{id}").and(offers("v2.chat")).and(header("Origin")), attempt)
        assertPinged(0, socket)
        assertThat(socket).isOpen().hasReceivedNothingMore()
        assertThat(attempt.handshake().path()).isEqualTo("/feed/7")
        waitingUpTo(ofSeconds(20)) { assertAttempts(1, server) }
        socket.close(3005, "bye")
        assertClosedWith(3005, "bye", socket)
        assertNoMoreAttempts(server, quietFor(ofMillis(1)))
    }
}
