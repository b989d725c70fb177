using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IotLink.Core.Expressions;

/// <summary>
/// An expression over metric slots, ready to run: no allocation, no exception, any thread. A slot that is NaN is absent; what then
/// cannot be told is not known, which is neither true nor false. Code is generated at the first use of each form.
/// </summary>
public sealed class CompiledExpression
{
    private readonly Dictionary<string, int> _slotByName;
    private readonly int _span;
    private Number? _value;
    private Condition? _true;
    private Condition? _false;

    private CompiledExpression(string text, ExpressionNode root, Dictionary<string, int> slotByName)
    {
        (Text, Root, _slotByName) = (text, root, slotByName);
        Slots = [.. slotByName.Values.Distinct().Order()];
        _span = Slots.Count == 0 ? 0 : Slots[^1] + 1;
        Needs = SlotRange.Of(root, slotByName);
    }

    private delegate double Number(ref double slots);

    private delegate bool Condition(ref double slots);

    public string Text { get; }

    public ExpressionNode Root { get; }

    /// <summary>The slots it reads, ascending.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>What must be so for a condition to hold.</summary>
    public SlotRange Needs { get; }

    /// <param name="wanted">Number for a formula, Boolean for a condition.</param>
    /// <param name="slotOf">The slot of a metric name; null when there can be none.</param>
    /// <returns>null when something is wrong; the faults say what.</returns>
    public static CompiledExpression? Compile(
        string text, ExpressionDialect dialect, ExpressionKind wanted, Func<string, int?> slotOf, List<ExpressionFault> faults)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var scope = new ExpressionScope(name => Bind(name.Name) ? ExpressionKind.Metric : null, []);
        if (ExpressionParser.Parse(text, dialect, faults) is not { } root) return null;
        return ExpressionChecker.Check(root, wanted, dialect, scope, faults) ? new(text, root, slots) : null;

        bool Bind(string name)
        {
            if (slots.ContainsKey(name)) return true;
            if (slotOf(name) is not { } slot) return false;
            slots[name] = slot;
            return true;
        }
    }

    /// <summary>Another expression made from this one's parts, over the same slots.</summary>
    internal CompiledExpression With(ExpressionNode root) => new(ExpressionPrinter.Print(root, name => name.Name), root, _slotByName);

    /// <summary>The number; for a condition 1 or 0. NaN when not known.</summary>
    public double Evaluate(ReadOnlySpan<double> slots) => slots.Length >= _span && _value is { } value
        ? value(ref MemoryMarshal.GetReference(slots))
        : EvaluateSlowly(slots);

    /// <summary>Whether the condition is known to hold.</summary>
    public bool Test(ReadOnlySpan<double> slots) => slots.Length >= _span && _true is { } test
        ? test(ref MemoryMarshal.GetReference(slots))
        : TestSlowly(slots, ref _true, wanted: true);

    /// <summary>Whether the condition is known not to hold.</summary>
    public bool Fails(ReadOnlySpan<double> slots) => slots.Length >= _span && _false is { } test
        ? test(ref MemoryMarshal.GetReference(slots))
        : TestSlowly(slots, ref _false, wanted: false);

    public bool IsKnown(ReadOnlySpan<double> slots) => !double.IsNaN(Evaluate(slots));

    /// <summary>The expression with the numbers put in: <c>tempC 84.6 &gt; 80</c>.</summary>
    /// <param name="shown">How a slot's value reads; a name whose value is null is written with "absent".</param>
    public string WithValues(Func<int, string?> shown) =>
        ExpressionPrinter.Print(Root, name => $"{name.Name} {shown(_slotByName[name.Name]) ?? "absent"}");

    /// <summary>The first use, or too few slots. Apart, so that the usual way is small enough to be inlined.</summary>
    private double EvaluateSlowly(ReadOnlySpan<double> slots)
    {
        _value ??= Generate<Number>(emitter => emitter.Value(Root));
        return Evaluate(slots.Length < _span ? Pad(slots) : slots);
    }

    private bool TestSlowly(ReadOnlySpan<double> slots, ref Condition? test, bool wanted)
    {
        test ??= Generate<Condition>(emitter => emitter.Truth(Root, wanted));
        return test(ref MemoryMarshal.GetReference(slots.Length < _span ? Pad(slots) : slots));
    }

    /// <summary>For a reading that began before the product's newest metric had its slot; the next one has room.</summary>
    private double[] Pad(ReadOnlySpan<double> slots)
    {
        var padded = new double[_span];
        padded.AsSpan(slots.Length).Fill(double.NaN);
        slots.CopyTo(padded);
        return padded;
    }

    private T Generate<T>(Func<ExpressionEmitter, Expression> body)
        where T : Delegate
    {
        var first = Expression.Parameter(typeof(double).MakeByRefType(), "slots");
        var read = ((Func<NameNode, Expression>)(name => Expression.Call(ReadMethod, first, Expression.Constant(_slotByName[name.Name]))));
        return Expression.Lambda<T>(body(new(read)), first).Compile();
    }

    private delegate double Reader(ref double slots, int slot);

    private static readonly System.Reflection.MethodInfo ReadMethod = ((Reader)Read).Method;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Read(ref double slots, int slot) => Unsafe.Add(ref slots, slot);
}
