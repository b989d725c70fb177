using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>One thing to do while decoding, names resolved. The interpreter walks these, the emitter turns them into code.</summary>
internal abstract record PlanStep(FieldSpec Field);

internal sealed record IfStep(FieldSpec Field, BoundExpression Condition, PlanStep Inner) : PlanStep(Field);

/// <param name="Samples">null: the elements belong to the reading around them.</param>
internal sealed record RepeatStep(FieldSpec Field, RepeatKind Kind, BoundExpression? Expression, SamplePlan? Samples, PlanStep Inner) : PlanStep(Field);

/// <summary>When an element was measured; both null: it says so itself, or does not say.</summary>
internal sealed record SamplePlan(BoundExpression? Time, BoundExpression? Ago);

internal sealed record AtStep(FieldSpec Field, BoundExpression Position, PlanStep Inner) : PlanStep(Field);

/// <summary>The inner step sees only these bytes; afterwards reading goes on behind them.</summary>
/// <param name="Size">null: all that is left.</param>
/// <param name="Process">What is done to them first; its key may be one value, <paramref name="Key"/>.</param>
internal sealed record WindowStep(FieldSpec Field, BoundExpression? Size, ByteProcess? Process, BoundExpression? Key, PlanStep Inner) : PlanStep(Field);

/// <summary>The inner step sees one column of a text; there is none: it is passed over. Reading goes on behind the last column read.</summary>
internal sealed record ColumnStep(FieldSpec Field, BoundExpression Column, PlanStep Inner) : PlanStep(Field);

/// <summary>Several steps in place of one.</summary>
internal sealed record BlockStep(FieldSpec Field, PlanStep[] Steps) : PlanStep(Field);

internal sealed record NumberStep(FieldSpec Field, FieldType Type, ValuePlan Value) : PlanStep(Field);

/// <summary>A text or hexadecimal digits.</summary>
internal sealed record TextStep(FieldSpec Field, FieldType Type, ValuePlan Value) : PlanStep(Field);

/// <summary>Fixed contents, or all bytes of the window.</summary>
internal sealed record BytesStep(FieldSpec Field) : PlanStep(Field);

internal sealed record GroupStep(FieldSpec Field, TypePlan Body, (Slot[] Targets, BoundExpression Value)[] Arguments) : PlanStep(Field);

/// <param name="Cases">For single numbers; then come the <paramref name="Ranges"/>. A switch on a text has <paramref name="Words"/> alone.</param>
internal sealed record SwitchStep(
    FieldSpec Field,
    BoundExpression On,
    IReadOnlyDictionary<long, PlanStep[]> Cases,
    IReadOnlyList<(long From, long To, PlanStep[] Steps)> Ranges,
    IReadOnlyDictionary<string, PlanStep[]> Words,
    PlanStep[]? Default) : PlanStep(Field)
{
    public bool IsText => On.Kind == Products.NameKind.Text;
}

/// <summary>A value from other values: exactly one of the two is set.</summary>
internal sealed record ComputeStep(FieldSpec Field, BoundExpression? Expression, TemplatePlan? Format, ValuePlan Value) : PlanStep(Field);

/// <param name="Own">Slots of its own names, emptied before each reading.</param>
internal sealed record TypePlan(string Name, PlanStep[] Steps, PlanStep[] Instances, Slot[] Own);

internal sealed record MessagePlan(MessageSpec Spec, BoundExpression? If, TypePlan Body);

/// <summary>A whole spec, ready to be walked.</summary>
/// <param name="Numbers">How many number slots there are.</param>
/// <param name="Texts">How many text slots there are.</param>
internal sealed record SpecPlan(TypePlan Body, MessagePlan[] Messages, int Numbers, int Texts);
