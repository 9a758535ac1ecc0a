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
 * Streams the journal to pages, as server-sent events. The journal itself is the history: a page that comes back says which
 * entry it saw last, and gets what came after it. What comes faster than anybody can look is counted instead of sent, but
 * for what says which connections there are.
 */
public final class EventFeed implements Follower.Reader, AutoCloseable {
    /** How many pages may look on. */
    static final int MAX_FEEDS = 16;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FLOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(300); // faster than one can read
    private static final int PER_UPDATE = 200;
    private static final int AT_FIRST = 2_000;
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
            new ThreadPoolExecutor.DiscardPolicy()); // once closed, no client is told any more
    private volatile long period = PERIOD_NANOS;
    private volatile long lastUpdate = System.nanoTime() - PERIOD_NANOS;

    /**
     * Makes it.
     *
     * @param said the reasons of refusals, which each page gets in its own language
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
     * Begins to stream.
     *
     * @param request of the page
     * @param headers of the answer
     * @param lastId what the page got last, such as {@code k3x9-42}; empty if it begins
     * @param texts of the page's language
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

    /** An id of another run of the program says nothing about this one. */
    private long after(String lastId) {
        String mine = session + "-";
        return lastId.startsWith(mine) && lastId.substring(mine.length()).matches("\\d{1,15}")
                ? Long.parseLong(lastId.substring(mine.length()))
                : -1;
    }

    /** At once if nothing was sent lately, else when the period is over. */
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
        private int limit = AT_FIRST;

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
            long toSkip = Math.max(0, expendable - limit);
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
            limit = PER_UPDATE;
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
                wake(); // what came meanwhile was not sent
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
