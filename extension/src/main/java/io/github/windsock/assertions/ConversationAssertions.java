package io.github.windsock.assertions;

import io.github.windsock.internal.script.ScriptReader;
import io.github.windsock.journal.Party;
import io.github.windsock.journal.Party.Side;
import io.github.windsock.journal.internal.Answer;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Failure;
import io.github.windsock.journal.internal.Fence;
import io.github.windsock.journal.internal.Outcome;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.journal.internal.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The assertion that a whole conversation equals that of a file. */
final class ConversationAssertions {
    /** The system property that has files written instead of compared. */
    static final String PROPERTY = "windsock.conversations";

    private ConversationAssertions() {}

    static String assertConversation(ConversationFile file, Party party, List<Scrubber> scrubbers) {
        PartyLog log = PartyLog.of(party);
        boolean isWriting = "write".equals(System.getProperty(PROPERTY));
        if (isWriting) {
            passFence(log);
            return write(file, party, scrubbers);
        }
        String text = file.read().orElseThrow(() -> missing(file, party));
        ScriptReader.read(
                file.toString(),
                text.getBytes(StandardCharsets.UTF_8)); // throws with line and column if the file is not valid
        List<String> expected = lines(file.toString(), text, scrubbers);
        await(file, party, expected, scrubbers);
        passFence(log);
        return await(file, party, expected, scrubbers); // again, with what was on its way before
    }

    private static String await(ConversationFile file, Party party, List<String> expected, List<Scrubber> scrubbers) {
        PartyLog log = PartyLog.of(party);
        Outcome<String> outcome = Recorder.of(party)
                .await(log, () -> compare(expected, lines(log.name(), party.conversation(), scrubbers), log));
        if (outcome instanceof Outcome.Met<String>) {
            return party.conversation();
        }
        List<String> actual = lines(log.name(), party.conversation(), scrubbers);
        throw Failure.of(
                party,
                log + "'s conversation is not that of " + file + where(expected, actual),
                shown(expected),
                shown(actual),
                ((Outcome.Missed<String>) outcome).why() + "; if it is right now, run this test with -D" + PROPERTY
                        + "=write to write " + file.place() + Sender.whyNot(log) + new Sender(log).note());
    }

    private static Answer<String> compare(List<String> expected, List<String> actual, PartyLog log) {
        if (log.hasGap()) {
            return Answer.never("the journal dropped older entries; raise windsock.journal.entries or .bytes");
        }
        int same = common(expected, actual);
        if (same == expected.size() && same == actual.size()) {
            return Answer.found("");
        }
        if (same == actual.size()) {
            return log.isOver() ? Answer.never(ClosingStory.of(log)) : Answer.pending();
        }
        boolean isClose = actual.get(same).startsWith("close");
        if (isClose && log.side() == Side.CLIENT && !log.isOver()) {
            return Answer.pending(); // the page may still have to handle messages that came before
        }
        String why = isClose && log.isOver() ? "; " + ClosingStory.of(log) : "";
        return Answer.never("step " + (same + 1) + (same == expected.size() ? " is one too many" : " differs") + why);
    }

    private static String shown(List<String> steps) {
        return steps.isEmpty() ? "nothing" : String.join("\n", steps);
    }

    private static int common(List<String> one, List<String> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    private static String where(List<String> expected, List<String> actual) {
        int same = common(expected, actual);
        return "; step " + (same + 1) + " should be "
                + (same < expected.size() ? expected.get(same) : "none")
                + " and is "
                + (same < actual.size() ? actual.get(same) : "missing");
    }

    private static List<String> lines(String name, String text, List<Scrubber> scrubbers) {
        return ScriptReader.lines(name, scrub(text, scrubbers).getBytes(StandardCharsets.UTF_8));
    }

    private static String scrub(String text, List<Scrubber> scrubbers) {
        String scrubbed = text;
        for (Scrubber each : scrubbers) {
            scrubbed = each.scrub(scrubbed);
        }
        return scrubbed;
    }

    private static void passFence(PartyLog log) {
        Fence.behindMessagesTo(log, log.journal().timeout(), log::isOver).pass();
    }

    private static String write(ConversationFile file, Party party, List<Scrubber> scrubbers) {
        String text = scrub(party.conversation(), scrubbers);
        Path written = file.write(text);
        Recorder.of(party).general().record(Events.note("wrote " + written, "-D" + PROPERTY + "=write"));
        return party.conversation();
    }

    private static AssertionError missing(ConversationFile file, Party party) {
        return Failure.of(
                party,
                "there is no file " + file + " to which " + PartyLog.of(party) + "'s conversation could be compared",
                "run this test with -D" + PROPERTY + "=write to write " + file.place());
    }
}
