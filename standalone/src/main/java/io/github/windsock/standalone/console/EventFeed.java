package io.github.windsock.standalone.console;

import io.github.windsock.internal.text.Json;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import io.github.windsock.server.internal.handshake.OpenRequest;
import io.github.windsock.standalone.log.Follower;
import io.github.windsock.standalone.log.HttpAnswers;
import io.github.windsock.standalone.text.SaidSentences;
import io.github.windsock.standalone.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams the journal to pages, as server-sent events. A page that reconnects sends the id of its last entry, and gets
 * the later ones from the journal. If messages come too fast for long, they are counted instead of sent; a short burst is
 * sent, and so are all entries about the state of connections.
 */
public final class EventFeed implements Follower.Reader, AutoCloseable {
    /** The maximum number of pages. */
    static final int MAX_FEEDS = 16;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FLOOD_NANOS =
            TimeUnit.MILLISECONDS.toNanos(300); // messages would change faster than a user can read
    private static final int PER_PERIOD = 200;
    private static final int AT_ONCE = 2_000;
    private static final Set<Event.Kind> EXPENDABLE = Set.of(
            Event.Kind.RECEIVED,
            Event.Kind.SENT,
            Event.Kind.PING_RECEIVED,
            Event.Kind.PING_SENT,
            Event.Kind.PONG_RECEIVED,
            Event.Kind.PONG_SENT);

    private final Journal journal;
    private final SaidSentences said;
    private final String session;
    private final Set<Feed> feeds = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "windsock-console");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // tasks after the close are dropped
    private volatile long period = PERIOD_NANOS;
    private volatile long lastUpdate = System.nanoTime() - PERIOD_NANOS;

    /**
     * Creates a feed without pages.
     *
     * @param said translates the reasons of refusals into the language of each page
     */
    public EventFeed(Journal journal, SaidSentences said) {
        this.journal = journal;
        this.said = said;
        this.session = Long.toString(journal.start().toEpochMilli(), Character.MAX_RADIX);
    }

    @Override
    public void read(Entry entry) {
        if (!feeds.isEmpty()) {
            wake();
        }
    }

    /**
     * Starts to stream to a page.
     *
     * @param request the request of the page
     * @param headers the headers of the answer
     * @param lastId the id of the page's last event, such as {@code k3x9-42}; empty for a new page
     * @param texts the texts in the page's language
     */
    void open(OpenRequest request, Map<String, List<String>> headers, String lastId, Texts texts) {
        Feed feed = new Feed(request.stream(200, headers), after(lastId), texts);
        feeds.add(feed);
        feed.response.whenEnded(() -> feeds.remove(feed));
        feed.hello();
    }

    boolean isFull() {
        return feeds.size() >= MAX_FEEDS;
    }

    /** Returns the entry of an id; -1 if the id comes from another run of the program. */
    private long after(String lastId) {
        String mine = session + "-";
        return lastId.startsWith(mine) && lastId.substring(mine.length()).matches("\\d{1,15}")
                ? Long.parseLong(lastId.substring(mine.length()))
                : -1;
    }

    /** Schedules an update: at once, or at the end of the current period. */
    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            long delay = Math.max(0, lastUpdate + period - System.nanoTime());
            var unused = timer.schedule(this::update, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void update() {
        lastUpdate = System.nanoTime();
        scheduled.set(false);
        feeds.forEach(Feed::update);
    }

    /** One page's stream. */
    private final class Feed {
        private final OpenRequest.Response response;
        private final Texts texts;
        private final AtomicBoolean writing = new AtomicBoolean(true);
        private long last;
        private long allowed = AT_ONCE;
        private long lastBatch = System.nanoTime();

        Feed(OpenRequest.Response response, long last, Texts texts) {
            this.response = response;
            this.texts = texts;
            this.last = last;
        }

        void hello() {
            Map<String, Object> hello = new LinkedHashMap<>();
            hello.put("session", session);
            hello.put("start", journal.start().toEpochMilli());
            write("event: hello\ndata: " + Json.write(hello) + "\n\n");
        }

        void update() {
            if (writing.compareAndSet(false, true)) {
                List<Entry> entries = journal.entriesAfter(last);
                if (entries.isEmpty()) {
                    writing.set(false);
                } else {
                    write(batch(entries));
                }
            }
        }

        private String batch(List<Entry> entries) {
            long expendable = entries.stream().filter(EventFeed::isExpendable).count();
            long now = System.nanoTime();
            allowed = Math.min(AT_ONCE, allowed + PER_PERIOD * (now - lastBatch) / period);
            lastBatch = now;
            long toSkip = Math.max(0, expendable - allowed);
            allowed -= expendable - toSkip;
            period = toSkip > 0 ? FLOOD_NANOS : PERIOD_NANOS;
            long skipped = entries.get(0).sequence() - last - 1 + toSkip;
            List<Map<String, Object>> shown = new ArrayList<>();
            for (Entry entry : entries) {
                if (toSkip > 0 && isExpendable(entry)) {
                    toSkip--;
                } else if (!HttpAnswers.isServed(entry.event())) {
                    shown.add(shown(entry));
                }
            }
            last = entries.get(entries.size() - 1).sequence();
            Map<String, Object> batch = new LinkedHashMap<>();
            batch.put("skipped", skipped);
            batch.put("entries", shown);
            return "id: " + session + "-" + last + "\ndata: " + Json.write(batch) + "\n\n";
        }

        private Map<String, Object> shown(Entry entry) {
            Map<String, Object> json = EntryJson.of(entry, EntryJson.PREVIEW_BYTES);
            json.computeIfPresent("why", (name, why) -> said.again(why.toString(), texts));
            return json;
        }

        private void write(String text) {
            response.write(text.getBytes(StandardCharsets.UTF_8), () -> {
                writing.set(false);
                wake(); // sends the entries that came during the write
            });
        }
    }

    private static boolean isExpendable(Entry entry) {
        return EXPENDABLE.contains(entry.event().kind());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        feeds.forEach(feed -> feed.response.close());
    }
}
