package examples.stories

import examples.feed.PriceFeed
import io.github.windsock.assertions.WebSocketAssertions.assertClosedWith
import io.github.windsock.assertions.WebSocketAssertions.assertReceived
import io.github.windsock.assertions.WebSocketAssertions.assertReceivedExactly
import io.github.windsock.assertions.WebSocketAssertions.await
import io.github.windsock.client.BrowserPage
import io.github.windsock.client.BrowserWebSocket
import io.github.windsock.junit.WithEchoServer
import io.github.windsock.server.Behaviors.closeWith
import io.github.windsock.server.Behaviors.echo
import io.github.windsock.server.Behaviors.inTurn
import io.github.windsock.server.Behaviors.push
import io.github.windsock.server.Behaviors.resetConnection
import io.github.windsock.server.EchoServer
import org.junit.jupiter.api.Test
import java.time.Duration.ofMillis

/** The stories of [StoriesTests], in Kotlin. */
@WithEchoServer
class KotlinStoriesTests {

    @Test
    fun echoes(socket: BrowserWebSocket) {
        socket.send("hello")
        assertReceived("hello", socket)
    }

    @Test
    fun `pushes and closes`(server: EchoServer, page: BrowserPage) {
        server.behave(push(ofMillis(20)) { n -> "tick-$n" }.times(3).then(closeWith(3005, "done")))
        val socket = page.open(server.uri("/"))
        assertClosedWith(3005, "done", socket)
        assertReceivedExactly(listOf("tick-1", "tick-2", "tick-3"), socket)
    }

    @Test
    fun `is dropped and reconnects`(server: EchoServer) {
        server.behave(inTurn(echo().times(1).then(resetConnection()), echo()))
        PriceFeed(server.uri()).start().use { feed ->
            server.awaitAttempts(2)
            await(server).until { feed.isConnected }
        }
    }

    @Test
    fun `survives an outage`(server: EchoServer) {
        PriceFeed(server.uri()).start().use { feed ->
            await(server).until { feed.isConnected }
            server.whileDown { await(server).until { !feed.isConnected } }
            await(server).until { feed.isConnected }
        }
    }
}
