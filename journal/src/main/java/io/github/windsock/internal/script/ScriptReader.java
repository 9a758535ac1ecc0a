package io.github.windsock.internal.script;

import io.github.windsock.CloseStatus;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.DropStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.script.ScriptStep.PauseStep;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.script.ScriptStep.SendMessage;
import io.github.windsock.internal.script.ScriptStep.SendPing;
import io.github.windsock.internal.script.ScriptStep.SendTemplate;
import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.wire.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Parses a script file, which has one step on each line. */
public final class ScriptReader {
    private static final List<String> STEPS =
            List.of("expect", "send", "ping", "pause", "close", "drop", "reset", "fault", "repeat", "either", "any");
    private static final int MAX_HINT_DISTANCE = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final List<ScriptLine> lines;
    private final Player player;
    private Set<String> known = new TreeSet<>(); // values that the matchers so far find
    private int next;

    private ScriptReader(List<ScriptLine> lines, Player player) {
        this.lines = lines;
        this.player = player;
    }

    /** What plays a script knows which faults and templates it can play. */
    public interface Player {
        /**
         * Returns the step that plays a fault.
         *
         * @param url the fault as a URL
         * @throws IllegalArgumentException if there is no such fault
         */
        FaultStep fault(String url);

        /**
         * Checks the placeholders of a template.
         *
         * @param template the text
         * @param known the names of the values that the script has found before
         * @throws IllegalArgumentException if a name is not known
         */
        void requireKnown(String template, Set<String> known);
    }

    /** Accepts every fault and every template. */
    private static final Player ANY = new Player() {
        @Override
        public FaultStep fault(String url) {
            return new FaultStep(url, url, false);
        }

        @Override
        public void requireKnown(String template, Set<String> known) {
            // it is not sent
        }
    };

    /**
     * Parses a script that is not played, so any name of a fault is accepted.
     *
     * @see #read(String, byte[], Player)
     */
    public static List<ScriptStep> read(String file, byte[] bytes) {
        return read(file, bytes, ANY);
    }

    /**
     * Parses a script.
     *
     * @param file the name of the file, for messages
     * @param bytes its content, in UTF-8
     * @param player what plays it
     * @return its steps, at least one
     * @throws ScriptFileProblem if the file has an error; the message says where, and what to write instead
     */
    public static List<ScriptStep> read(String file, byte[] bytes, Player player) {
        ScriptText text = ScriptText.of(file, bytes);
        List<ScriptLine> lines = text.lines();
        if (lines.isEmpty()) {
            throw text.withoutStep();
        }
        ScriptReader reader = new ScriptReader(lines, player);
        List<ScriptStep> steps = reader.steps();
        if (reader.next < lines.size()) {
            throw reader.stray();
        }
        return steps;
    }

    /**
     * Returns the lines of a script file in the format of {@link ScriptWriter}, for comparison with a recorded
     * conversation: without comments, and without pauses and faults, which recorded conversations do not have.
     *
     * @param file the name of the file, for messages
     * @param bytes its content, in UTF-8; may be empty
     * @return a line for each step
     * @throws ScriptFileProblem if a line is invalid
     */
    public static List<String> lines(String file, byte[] bytes) {
        return ScriptText.of(file, bytes).lines().stream()
                .filter(line -> !List.of("pause", "fault").contains(line.keyword()))
                .map(ScriptLine::canonical)
                .toList();
    }

    private ScriptFileProblem stray() {
        ScriptLine line = lines.get(next);
        String opener = switch (line.keyword()) {
            case "or" -> "either";
            case "and" -> "any order";
            default -> "repeat, either or any order";
        };
        return line.whole("\"" + line.keyword() + "\" without " + opener + " before it; remove the line");
    }

    /** Parses steps up to a line {@code end}, {@code or} or {@code and}. */
    private List<ScriptStep> steps() {
        List<ScriptStep> steps = new ArrayList<>();
        while (next < lines.size()
                && !List.of("end", "or", "and").contains(lines.get(next).keyword())) {
            ScriptLine line = lines.get(next++);
            ScriptStep step = step(line);
            try {
                ScriptChecks.requireNext(steps, step);
            } catch (IllegalArgumentException e) {
                throw line.whole(String.valueOf(e.getMessage()));
            }
            known.addAll(ScriptChecks.names(List.of(step)));
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    private ScriptStep step(ScriptLine line) {
        String word = line.word("");
        ScriptStep step = switch (word) {
            case "expect" -> expectation(line);
            case "send" -> send(line);
            case "ping" -> new SendPing(pingPayload(line));
            case "pause" -> pause(line);
            case "close" -> new CloseStep(line.hasMore() ? sendable(line) : CloseStatus.NO_STATUS);
            case "drop" -> new DropStep();
            case "reset" -> new ResetStep();
            case "fault" -> fault(line);
            case "repeat" -> repeat(line);
            case "either" -> new EitherStep(scripts(line, "or"));
            case "any" -> anyOrder(line);
            default -> throw unknown(line);
        };
        line.requireEnd();
        return step;
    }

    private static ScriptFileProblem unknown(ScriptLine line) {
        String word = line.keyword();
        if (word.isEmpty()) {
            return line.whole("a text alone is not a step; say who it is from: expect \"..\" or send \"..\"");
        }
        String hint = STEPS.stream()
                .filter(each -> EditDistance.between(each, word) <= MAX_HINT_DISTANCE)
                .min(Comparator.comparingInt(each -> EditDistance.between(each, word)))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("there are: " + String.join(", ", STEPS) + " order");
        return line.whole("\"" + word + "\" is not a step; " + hint);
    }

    // The client's steps.

    private static ScriptStep expectation(ScriptLine line) {
        if (line.skip("ping")) {
            return new ExpectPing(line.hasMore() ? pingPayload(line) : null);
        }
        if (line.skip("close")) {
            return new ExpectClose(line.hasMore() ? seen(line) : null);
        }
        return new ExpectMessage(matcher(line));
    }

    private static MessageMatcher matcher(ScriptLine line) {
        if (line.skip("any")) {
            return line.skip("text")
                    ? Matchers.anyText()
                    : line.skip("bytes") ? Matchers.anyBinary() : Matchers.anyMessage();
        }
        if (line.skip("bytes")) {
            return MessageMatcher.equalTo(Message.binary(line.bytes()));
        }
        if (line.skip("matching")) {
            return matching(line, line.text("expect matching \"add (?<a>\\\\d+)\""));
        }
        if (line.skip("containing")) {
            String part = line.text("expect containing \"tick\"");
            if (part.isEmpty()) {
                throw line.last("every text contains \"\"; write expect any text");
            }
            return Matchers.textContaining(part);
        }
        if (!line.isText()) {
            throw line.here(
                    "what is expected is a text in quotes, or one of: bytes 00ff, containing \"..\", matching \"..\","
                            + " any, any text, any bytes, ping, close");
        }
        return Matchers.text(line.text("expect \"login\""));
    }

    private static MessageMatcher matching(ScriptLine line, String regex) {
        try {
            return Matchers.textMatching(regex);
        } catch (PatternSyntaxException e) {
            throw line.last("this is not a regular expression: " + e.getDescription()
                    + "; a backslash of one is written twice, as \\\\d");
        }
    }

    // The server's steps.

    private ScriptStep send(ScriptLine line) {
        if (line.skip("bytes")) {
            return new SendMessage(Message.binary(line.bytes()));
        }
        if (line.skip("template")) {
            return template(line, line.text("send template \"hello ${name}\""));
        }
        if (!line.isText()) {
            throw line.here("what is sent is a text in quotes, or bytes 00ff, or template \"..\"; an example is send"
                    + " \"welcome\"");
        }
        return new SendMessage(Message.text(line.text("send \"welcome\"")));
    }

    private ScriptStep template(ScriptLine line, String text) {
        try {
            player.requireKnown(text, known);
        } catch (IllegalArgumentException e) {
            throw line.last(String.valueOf(e.getMessage()));
        }
        return new SendTemplate(text);
    }

    private static Payload pingPayload(ScriptLine line) {
        Payload payload = !line.hasMore()
                ? Payload.EMPTY
                : line.skip("bytes") ? line.bytes() : Payload.ofText(line.text("ping \"are you there\""));
        if (payload.size() > Frame.MAX_CONTROL_BYTES) {
            throw line.last("payload is " + payload.size() + " bytes; a ping holds at most " + Frame.MAX_CONTROL_BYTES);
        }
        return payload;
    }

    private static ScriptStep pause(ScriptLine line) {
        Duration time = line.duration();
        if (time.compareTo(LONGEST_PAUSE) > 0) {
            throw line.last("the pause is longer than a day; use at most 24h");
        }
        return new PauseStep(time);
    }

    private static CloseStatus sendable(ScriptLine line) {
        CloseStatus status = seen(line);
        if (status.equals(CloseStatus.NO_STATUS)) {
            return status;
        }
        try {
            return CloseStatus.sendable(status.code(), status.reason());
        } catch (IllegalArgumentException e) {
            throw line.second(String.valueOf(e.getMessage()));
        }
    }

    private static CloseStatus seen(ScriptLine line) {
        if (line.skip("empty")) {
            return CloseStatus.NO_STATUS;
        }
        int code = line.number("a status is a code and a reason, as in close 3005 \"bye\"");
        if (code < 0 || code > 0xFFFF) {
            throw line.last("close code " + code + " does not fit into 16 bits; an example is close 3005 \"bye\"");
        }
        return new CloseStatus(code, line.hasMore() ? line.text("close 3005 \"bye\"") : "");
    }

    private ScriptStep fault(ScriptLine line) {
        String url = line.word("say which one, as its URL does, such as fault bad/utf8");
        try {
            return player.fault(url);
        } catch (IllegalArgumentException e) {
            throw line.last(String.valueOf(e.getMessage()));
        }
    }

    // Steps that contain scripts.

    private ScriptStep repeat(ScriptLine line) {
        int times = 0;
        if (line.hasMore()) {
            times = line.number("say how often, as in repeat 3, or leave the number out for no end");
            if (times < 1) {
                throw line.last("repeat " + times + " is less than 1; leave the number out for no end");
            }
        }
        line.requireEnd();
        return new RepeatStep(times, scripts(line, "end").get(0));
    }

    private ScriptStep anyOrder(ScriptLine line) {
        if (!line.skip("order")) {
            throw line.here("\"any\" begins any order; to expect any message write expect any");
        }
        return new AnyOrderStep(scripts(line, "and"));
    }

    /** Parses scripts up to a line {@code end}. A line with the word {@code between} separates them. */
    private List<List<ScriptStep>> scripts(ScriptLine opener, String between) {
        opener.requireEnd();
        List<List<ScriptStep>> scripts = new ArrayList<>();
        Set<String> before = known;
        ScriptLine line;
        do {
            known = new TreeSet<>(before);
            scripts.add(steps());
            if (next == lines.size()) {
                throw opener.whole(
                        opener.keyword() + " has no end; write end on a line of its own after its last step");
            }
            line = lines.get(next++);
            line.word("");
            line.requireEnd();
        } while (line.keyword().equals(between) && !between.equals("end"));
        known = before; // the step that holds the scripts adds what they find
        if (!line.keyword().equals("end")) {
            throw line.whole("\"" + line.keyword() + "\" cannot stand in " + opener.keyword()
                    + "; write end here, or put it into" + (line.keyword().equals("or") ? " either" : " any order"));
        }
        return scripts;
    }
}
