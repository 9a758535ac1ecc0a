package io.github.windsock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.File;
import java.io.ObjectStreamClass;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs code in a class loader of its own, which has all of this JVM's class path, and checks what is left of the loader. */
public final class OwnLoader {

    private OwnLoader() {}

    /**
     * Runs code, waits for the threads of Windsock, and asserts that nothing keeps the loader.
     *
     * @param code a public class with a public constructor; it fails by an exception
     */
    public static void assertCollected(Class<? extends Runnable> code) throws Exception {
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = run(code, collected);
        // JDK 17 keeps the type for which it last made the equals of a record: let that be one of ours.
        record Other(@Nullable OwnLoader component) {}
        assertEquals(new Other(null), new Other(null));
        assertCollected(loader, collected);
    }

    /** Asserts that nothing keeps a loader. */
    public static void assertCollected(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> collected)
            throws InterruptedException {
        Object found = null;
        for (int i = 0; i < 250 && found == null; i++) {
            System.gc();
            // JDK 25 lets go of a class that was once looked at for serialization, as JUnit's are, when it looks at a
            // new one.
            assertNotNull(ObjectStreamClass.lookup(
                    Array.newInstance(int.class, new int[i + 1]).getClass()));
            found = collected.remove(100);
        }
        assertNotNull(found, () -> "still reachable: " + loader.get());
    }

    private static WeakReference<ClassLoader> run(Class<? extends Runnable> code, ReferenceQueue<ClassLoader> collected)
            throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> there = loader.loadClass(code.getName());
            assertNotSame(code, there);
            run((Runnable) there.getConstructor().newInstance(), loader);
            Threads.awaitNone(); // before the loader is closed: they may yet have classes to load
            return new WeakReference<>(loader, collected);
        }
    }

    /** On a thread of its own, which takes with it what others keep for a thread. */
    private static void run(Runnable code, ClassLoader loader) throws Exception {
        FutureTask<?> task = new FutureTask<>(code, true);
        Thread thread = new Thread(task, "in-another-loader");
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            task.get(5, TimeUnit.MINUTES); // all code is cold there, and the machine may be busy
        } finally {
            thread.join(20_000);
        }
    }

    /** Returns the class path of this JVM. */
    public static URL[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(OwnLoader::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
