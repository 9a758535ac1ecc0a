package io.github.windsock.spring;

import io.github.windsock.junit.WebSocketExtension;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Makes test classes that may share a server run one after another. When JUnit plans its run, their contexts are not
 * known yet, but classes with the same context have the same properties.
 */
final class PropertyLocks implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        Set<String> properties = new TreeSet<>();
        UrlProperty.found(testClass).forEach(property -> properties.add(property.toString()));
        return properties.isEmpty()
                ? Set.of()
                : Set.of(new Lock(WebSocketExtension.SHARED_LOCK + String.join(", ", properties)));
    }

    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
        return provideForClass(testClass);
    }
}
