package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.UnsendableCode;
import java.util.Locale;

/**
 * The English texts of messages about behaviors. Those that begin with a verb follow a parameter and its value.
 */
public enum Words {
    VALUE("{0}: {1} \"{2}\" {3}"),
    VALUE_WHY("{0}: {1} \"{2}\": {3}"),
    PLAIN_VALUE("{0}: {1} {2} {3}"),
    PLAIN_VALUE_WHY("{0}: {1} {2}: {3}"),
    MISSING("{0}: {1} is missing; an example is {2}"),
    ONE_OF("{0}: give exactly one of {1}; an example is {2}"),
    TWICE("{0}: {1} is given twice; keep one"),
    NO_PARAMETER_NEAR("{0} has no parameter \"{1}\"; did you mean \"{2}\"?"),
    NO_PARAMETER("{0} has no parameter \"{1}\"; there are: {2}"),
    SEED_ALONE("{0}: seed is for a probability; an example is {0}?p=0.3&seed=7"),
    NO_BEHAVIOR_NEAR("there is no behavior \"{0}\"; did you mean \"{1}\"?"),
    NO_BEHAVIOR("there is no behavior \"{0}\"; there are: {1}"),
    WHOLE_URL("\"{0}\" has a scheme and a host; leave them out, and write {1}"),
    NO_QUESTION_MARK("there is no behavior \"{0}\"; parameters begin with ?, as in {1}"),
    NO_VALUE("{0} takes no value; leave \"{1}\" out"),
    NO_END("{0} has no end, so {1} cannot follow it; leave {1} out"),
    NO_END_TIMES("{0} has no end, so {1} cannot follow it; give it times"),
    OPENS_NOTHING("{0} opens no connection, so {1} has no effect; leave it out"),
    CONTRADICTION("{0} already has a trait that excludes {1}; keep one of them"),
    ANSWERS(
            "{0} answers an attempt, so it cannot follow {1}, which has opened a connection; close or drop that, and let {0}"
                    + " answer the next attempt"),
    ANSWERS_LATE(
            "{0} answers an attempt, so it cannot follow {1}, which delays only the answer that opens a connection;"
                    + " leave {1} out"),
    OPENS_TWICE("{0} changes how a connection is opened, as {1} does; leave one of them out"),
    NOT_FIRST("{0} changes how a connection is opened, so it must come first, before {1}"),
    BROKEN_ESCAPE("\"{0}\" has an invalid escape: after % must come two hexadecimal digits; write %25 for %"),
    NO_UTF8("\"{0}\" has escapes that are not UTF-8; write %C3%BC for \u00fc"),
    NO_SCRIPT("script: there is no file \"{0}\" {1}"),
    ON_CLASS_PATH("on the class path; put it into {0}"),
    IN_FOLDER("in the folder of scripts"),
    NO_SCRIPT_NAME("script: \"{0}\" is not the name of a script; it ends with {1}"),
    LARGE_SCRIPT("script: the file \"{0}\" is larger than {1} MiB, the limit; split it"),
    UNREADABLE_SCRIPT("script: the file \"{0}\" cannot be read"),
    NO_FAULT("\"{0}\" is not a fault of an open connection; an example is bad/utf8"),
    NO_DURATION("is not a duration; use 20ms, 3s, 2m or 1h"),
    NO_WHOLE_SECONDS("is not a whole number of seconds"),
    NO_NUMBER("is not a number; use the digits 0 to 9"),
    NO_PROBABILITY("is not a probability; use 0 to 1, such as 0.3"),
    NO_SIZE("is not a size in bytes; use 10, 64k or 1m"),
    TOO_LARGE("is too large"),
    NO_STATUS("is not an HTTP status"),
    NO_CODE("is not a close code"),
    LEGAL_CODE("is not an illegal close code; use 0-999, 1004-1006, 1015-2999 or 5000-65535"),
    KNOWN_OPCODE("is not a reserved opcode; use 3-7 or 11-15"),
    NOT_BETWEEN("is not between {0} and {1}"),
    NOT_WITHIN("is not within {0}"),
    EMPTY("is empty; give it a name"),
    NOWHERE("is empty; give a URL, such as /echo"),
    NO_TOKEN("is not an HTTP token; use letters, digits and {0} (RFC 9110, section 5.6.2)"),
    NO_HEADER("is not a header; use Name: value"),
    NO_FIELD("cannot be the value of a header: it has blanks at an end, or a character that is not printable Latin-1"),
    HEADER_OF_SUBPROTOCOL("cannot be added: use subprotocol(name) or noSubprotocol() for the subprotocol"),
    HEADER_OF_COMPRESSION("cannot be added: use compress(on) for compression"),
    HEADER_OF_HANDSHAKE(
            "cannot be added: the handshake sets it (RFC 6455, section 4.2.2); use a fault for a wrong one"),
    HEADER_OF_BODY("cannot be added: a 101 has no body, so frames follow at once"),
    HEADER_OF_LENGTH("cannot be added: the server sets it, by the body"),
    NO_BODY("refuse: a response with status {0} has no body (RFC 9110, section 15); use another status, or leave the"
            + " body out"),
    NO_COOKIE("is not a cookie; use name=value"),
    NO_COOKIE_VALUE("cannot be a cookie: its value has a blank, a quote, a comma, a semicolon, a backslash"
            + " or a non-ASCII character (RFC 6265, section 4.1.1); for attributes add a Set-Cookie header"),
    NOT_HEXADECIMAL("is not in hexadecimal digits; write it as 00ff10"),
    NEITHER_ON_NOR_OFF("is neither on nor off"),
    NEITHER_ALL_NOR_OTHERS("is neither all nor others"),
    UNSENDABLE("close code {0} cannot be sent; use " + UnsendableCode.SENDABLE),
    UNSENDABLE_BECAUSE("close code {0} cannot be sent ({1}); use " + UnsendableCode.SENDABLE),
    RESERVED(UnsendableCode.RESERVED.why()),
    EMPTY_CLOSE(UnsendableCode.EMPTY_CLOSE.why()),
    LOST(UnsendableCode.LOST.why()),
    FAILED_TLS(UnsendableCode.FAILED_TLS.why()),
    LONG_REASON("reason is {0} bytes in UTF-8; a Close frame holds at most {1}"),
    UNKNOWN_PLACE("{0} uses {1}, which {2} does not know; it knows {3}. Write {4} for the literal text"),
    A_PUSH("a push"),
    AT_LEAST("at least {0}"),
    AT_LEAST_BYTES("at least {0} byte"),
    RANGE("{0} to {1}"),
    SENDABLE_CODES(UnsendableCode.SENDABLE),
    ILLEGAL_CODES("0-999, 1004-1006, 1015-2999, 5000+"),
    UNKNOWN_OPCODES("3-7 or 11-15"),
    SHORT_REASON("at most 123 bytes in UTF-8"),
    NOT_EMPTY("not empty"),
    TOKEN("a token of HTTP"),
    HEXADECIMAL("hexadecimal digits"),
    COOKIES("name=value, may be repeated"),
    HEADER_LINES("Name: value, may be repeated");

    private final String english;

    Words(String english) {
        this.english = english;
    }

    public String english() {
        return english;
    }

    /** Tells whether it continues a sentence that begins with a parameter and its value. */
    boolean isPredicate() {
        return english.startsWith("is ") || english.startsWith("cannot ");
    }

    /** Returns the key of its translations. */
    public String key() {
        return "phrase." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
