package io.github.windsock.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasTypeParameters;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Holds when what a class shows (its supertypes, and the signatures of what others can call) names allowed types only. */
final class ShowOnly extends ArchCondition<JavaClass> {

    private final Allowance allowance;

    ShowOnly(Allowance allowance) {
        super("show no type of an outside library");
        this.allowance = allowance;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .filter(each -> each.toErasure().getModifiers().contains(JavaModifier.PUBLIC)); // others are hidden
        report(type, type.getSimpleName(), Stream.concat(supertypes, bounds(type)), events);
        type.getMembers().stream()
                .filter(ShowOnly::isShown)
                .forEach(member -> report(type, member.getName(), typesOf(member), events));
    }

    private void report(JavaClass type, String where, Stream<JavaType> shown, ConditionEvents events) {
        shown.flatMap(each -> each.getAllInvolvedRawTypes().stream())
                .distinct()
                .filter(each -> !allowance.allows(type.getPackageName(), each, where))
                .map(each -> "%s shows %s at %s".formatted(type.getName(), each.getName(), where))
                .forEach(message -> events.add(SimpleConditionEvent.violated(type, message)));
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        bounds(unit))
                .flatMap(each -> each);
    }

    private static Stream<JavaType> bounds(HasTypeParameters<?> generic) {
        Collection<? extends JavaTypeVariable<?>> variables = List.copyOf(generic.getTypeParameters());
        return variables.stream().flatMap(each -> each.getBounds().stream());
    }

    /** Tells whether a class of the package may show the type at the member of that name. */
    @FunctionalInterface
    interface Allowance {
        boolean allows(String owner, JavaClass type, String where);
    }
}
