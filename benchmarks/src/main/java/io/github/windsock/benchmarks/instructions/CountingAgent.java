package io.github.windsock.benchmarks.instructions;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes all classes count what they execute. Each method gets one more local variable, to which each of its blocks adds
 * its length; {@link Tally} gets the sum at the method's end. Native methods and the classes of lambdas are not counted.
 * The JVM must not verify classes: their stack maps are left out.
 */
public final class CountingAgent implements ClassFileTransformer {
    private static final String TALLY = Type.getInternalName(Tally.class);
    private static final int MAX_INCREMENT = Short.MAX_VALUE;
    private static final List<Method> METHODS = Collections.synchronizedList(new ArrayList<>());

    private CountingAgent() {}

    /** A method that counts, by its number in the list. */
    record Method(String name, int instructions) {}

    static List<Method> methods() {
        return METHODS;
    }

    /**
     * Called by the JVM before the main method.
     *
     * @param options not used
     * @param jvm changes classes
     * @throws UnmodifiableClassException never: these classes are left out
     */
    public static void premain(String options, Instrumentation jvm) throws UnmodifiableClassException {
        Tally.prepare();
        CountingAgent agent = new CountingAgent();
        jvm.addTransformer(agent, true);
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            if (jvm.isModifiableClass(loaded) && counts(Type.getInternalName(loaded))) {
                jvm.retransformClasses(loaded);
            }
        }
    }

    private static boolean counts(@Nullable String name) {
        return name != null
                && !name.startsWith("io/github/windsock/benchmarks/instructions/")
                && !name.startsWith("org/objectweb/asm/")
                && !name.startsWith("java/lang/invoke/LambdaForm")
                && !name.startsWith("sun/instrument/")
                && !name.startsWith("[")
                && !name.contains("$$")
                && !name.equals("java/lang/Object");
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!counts(name)) {
            return null;
        }
        Tally.pause();
        try {
            return counting(bytes);
        } finally {
            Tally.resume();
        }
    }

    private static byte[] counting(byte[] bytes) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        for (MethodNode method : type.methods) {
            boolean isCurrentThread = type.name.equals("java/lang/Thread") && method.name.equals("currentThread");
            if (method.instructions.size() > 0 && !isCurrentThread) {
                count(type.name.replace('/', '.') + "." + method.name, method);
            }
        }
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static void count(String name, MethodNode method) {
        int number;
        synchronized (METHODS) {
            number = METHODS.size();
            METHODS.add(new Method(name, length(method.instructions)));
        }
        int sum = method.maxLocals++;
        method.maxStack += 3;
        countBlocks(method.instructions, number, sum);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        InsnList before = new InsnList();
        before.add(new InsnNode(Opcodes.ICONST_0));
        before.add(new VarInsnNode(Opcodes.ISTORE, sum));
        before.add(new LdcInsnNode(number));
        before.add(new MethodInsnNode(Opcodes.INVOKESTATIC, TALLY, "enter", "(I)V"));
        before.add(start);
        method.instructions.insert(before);
        if (!method.name.equals("<init>")) { // which has no object yet where it fails
            method.instructions.add(end);
            method.instructions.add(exit(number, sum));
            method.instructions.add(new InsnNode(Opcodes.ATHROW));
            method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
        }
    }

    private static int length(InsnList instructions) {
        int length = 0;
        for (AbstractInsnNode instruction : instructions) {
            length += instruction.getOpcode() >= 0 ? 1 : 0;
        }
        return length;
    }

    /** Lets each block begin with the addition of its length: it is executed as a whole, unless it fails. */
    private static void countBlocks(InsnList instructions, int number, int sum) {
        IincInsnNode block = new IincInsnNode(sum, 0); // a first one for nothing
        boolean isNew = true;
        for (AbstractInsnNode instruction : instructions.toArray()) {
            if (instruction instanceof LabelNode) {
                isNew = true;
            } else if (instruction.getOpcode() >= 0) {
                if (isNew) {
                    block = new IincInsnNode(sum, 0);
                    instructions.insertBefore(instruction, block);
                }
                block.incr = Math.min(block.incr + 1, MAX_INCREMENT);
                boolean isReturn =
                        instruction.getOpcode() >= Opcodes.IRETURN && instruction.getOpcode() <= Opcodes.RETURN;
                if (isReturn) {
                    instructions.insertBefore(instruction, exit(number, sum));
                }
                isNew = isReturn || isJump(instruction);
            }
        }
    }

    private static boolean isJump(AbstractInsnNode instruction) {
        return instruction instanceof JumpInsnNode
                || instruction instanceof TableSwitchInsnNode
                || instruction instanceof LookupSwitchInsnNode
                || instruction.getOpcode() == Opcodes.ATHROW;
    }

    private static InsnList exit(int number, int sum) {
        InsnList exit = new InsnList();
        exit.add(new LdcInsnNode(number));
        exit.add(new VarInsnNode(Opcodes.ILOAD, sum));
        exit.add(new MethodInsnNode(Opcodes.INVOKESTATIC, TALLY, "exit", "(II)V"));
        return exit;
    }
}
