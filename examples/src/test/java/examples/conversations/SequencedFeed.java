package examples.conversations;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code under test over the JDK's client: follows prices by their sequence numbers, and asks again for what is missing. */
final class SequencedFeed implements WebSocket.Listener {
    private static final Pattern PRICE = Pattern.compile("\\{\"seq\":(\\d+),\"price\":(\\d+)}");

    private final List<Integer> prices = new ArrayList<>(); // guarded by this

    static SequencedFeed start(URI uri) {
        SequencedFeed feed = new SequencedFeed();
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, feed).join();
        return feed;
    }

    synchronized List<Integer> prices() {
        return List.copyOf(prices);
    }

    @Override
    public void onOpen(WebSocket socket) {
        socket.sendText("{\"op\":\"subscribe\",\"from\":1}", true);
        socket.request(1);
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        Matcher price = PRICE.matcher(text);
        if (price.matches() && Integer.parseInt(price.group(1)) == prices.size() + 1) {
            prices.add(Integer.parseInt(price.group(2)));
        } else {
            socket.sendText("{\"op\":\"resend\",\"from\":" + (prices.size() + 1) + "}", true);
        }
        socket.request(1);
        return null;
    }
}
