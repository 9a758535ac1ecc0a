package io.github.windsock.standalone.log;

import io.github.windsock.Handshake;
import io.github.windsock.ReadyState;
import io.github.windsock.internal.text.Style;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.Values;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the log for people: one line for each interesting event. Used by one thread. */
public final class LiveLog implements Follower.Reader {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Terminal terminal;
    private final Texts texts;
    private final Instant start;

    /** Asked for before there are connections: the JDK reads a file, for which it may lack a descriptor later. */
    private final ZoneId zone = ZoneId.systemDefault();

    private final boolean verbose;
    private final Map<Integer, Course> courses = new HashMap<>();

    /** The state of a connection until its last line. */
    private static final class Course {
        private final Entry begin;
        private @Nullable String initiator;

        Course(Entry begin) {
            this.begin = begin;
        }
    }

    public LiveLog(Terminal terminal, Texts texts, Instant start, boolean verbose) {
        this.terminal = terminal;
        this.texts = texts;
        this.start = start;
        this.verbose = verbose;
    }

    @Override
    public void read(Entry entry) {
        Event event = entry.event();
        switch (event.kind()) {
            case ATTEMPT -> courses.put(entry.number(), new Course(entry));
            case ANSWER -> event.handshake().ifPresent(shake -> answered(entry, shake));
            case RECEIVED, SENT -> line(entry, Style.PLAIN, message(event));
            case PING_RECEIVED, PING_SENT, PONG_RECEIVED, PONG_SENT ->
                line(entry, Style.DIM, event.kind().arrow() + " " + event.summary());
            case CLOSE_RECEIVED -> closing(entry, "client");
            case CLOSE_SENT -> closing(entry, "server");
            case CLOSED -> closed(entry);
            case FAULT -> fault(entry);
            case HTTP -> httpAnswer(entry);
            case NOTE ->
                line(entry, Style.DIM, "· " + Escaped.whole(event.summary()) + " " + Escaped.whole(event.detail()));
            case FAILURE -> line(entry, Style.RED, "! " + event.summary() + " " + event.detail());
            default -> {}
        }
        if (entry.state().filter(state -> state == ReadyState.CLOSED).isPresent()) {
            courses.remove(entry.number());
        }
    }

    @Override
    public void missed(long count) {
        terminal.line(Style.DIM.paint(texts.text("log.missed", count), terminal.hasColor()));
    }

    private void answered(Entry entry, Handshake shake) {
        if (shake.status() == 101) {
            String origin = shake.origin().map(this::origin).orElse(texts.text("log.no-origin"));
            line(entry, Style.GREEN, texts.text("log.open", Escaped.plain(shake.target()), origin));
        } else {
            String why = Escaped.whole(
                    entry.event().why().isEmpty()
                            ? entry.event().detail()
                            : entry.event().why());
            line(entry, Style.RED, texts.text("log.refused", shake.status(), Escaped.plain(shake.target()), why));
        }
    }

    private String origin(String origin) {
        return texts.text("log.origin", Escaped.plain(origin))
                + (origin.equals("null") ? texts.text("log.origin-null") : "");
    }

    private String message(Event event) {
        return event.message()
                .map(message -> event.kind().arrow() + " "
                        + texts.text(message.isText() ? "log.text" : "log.binary") + " "
                        + Text.bytes(message.payload().size()) + " "
                        + (message.isText()
                                ? message.payload().preview()
                                : message.payload().hex()))
                .orElse("");
    }

    private void closing(Entry entry, String who) {
        begun(entry, who);
        if (verbose) {
            line(
                    entry,
                    Style.DIM,
                    entry.event().kind().arrow() + " " + entry.event().summary());
        }
    }

    private void begun(Entry entry, String who) {
        Course course = courses.get(entry.number());
        if (course != null && course.initiator == null) {
            course.initiator = who;
        }
    }

    private void closed(Entry entry) {
        Course course = courses.get(entry.number());
        if (course == null) {
            return; // a refused attempt, which has its line already
        }
        String status = entry.event().status().map(Object::toString).orElse("");
        String who = course.initiator == null ? "" : texts.text("log.by-" + course.initiator);
        String lasted = Values.show(entry.time().minus(course.begin.time()));
        String why = entry.event().wasClean() ? "" : " (" + entry.event().why() + ")";
        line(entry, Style.CYAN, texts.text("log.closed", status, who, lasted) + why);
    }

    private void fault(Entry entry) {
        begun(entry, "server");
        line(
                entry,
                Style.RED,
                "✕ " + entry.event().summary() + " " + entry.event().detail());
    }

    private void httpAnswer(Entry entry) {
        Event event = entry.event();
        if (verbose || !HttpAnswers.isServed(event)) {
            line(entry, Style.DIM, "· " + Escaped.plain(event.summary()) + " " + Escaped.whole(event.detail()));
        }
    }

    private void line(Entry entry, Style style, String what) {
        String who = entry.number() == 0 ? "" : "#" + entry.number() + " ";
        String clock = CLOCK.format(LocalTime.ofInstant(start.plus(entry.time()), zone));
        terminal.line(clock + " " + style.paint(who + what.stripTrailing(), terminal.hasColor()));
    }
}
