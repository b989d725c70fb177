using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>One thing to do while decoding, names resolved. The interpreter walks these, the emitter turns them into code.</summary>
internal abstract record PlanStep(FieldSpec Field);

internal sealed record IfStep(FieldSpec Field, BoundExpression Condition, PlanStep Inner) : PlanStep(Field);

internal sealed record RepeatStep(FieldSpec Field, RepeatKind Kind, BoundExpression? Expression, PlanStep Inner) : PlanStep(Field);

internal sealed record AtStep(FieldSpec Field, BoundExpression Position, PlanStep Inner) : PlanStep(Field);

/// <summary>The inner step sees only these bytes; afterwards reading goes on behind them.</summary>
/// <param name="Size">null: all that is left.</param>
internal sealed record WindowStep(FieldSpec Field, BoundExpression? Size, byte[] Xor, PlanStep Inner) : PlanStep(Field);

internal sealed record NumberStep(FieldSpec Field, FieldType Type, ValuePlan Value) : PlanStep(Field);

/// <summary>A text, hexadecimal digits or a point in time.</summary>
internal sealed record TextStep(FieldSpec Field, FieldType Type, ValuePlan Value) : PlanStep(Field);

/// <summary>Fixed contents, or all bytes of the window.</summary>
internal sealed record BytesStep(FieldSpec Field) : PlanStep(Field);

internal sealed record GroupStep(FieldSpec Field, TypePlan Body, (Slot[] Targets, BoundExpression Value)[] Arguments) : PlanStep(Field);

internal sealed record SwitchStep(FieldSpec Field, BoundExpression On, IReadOnlyDictionary<long, PlanStep[]> Cases, PlanStep[]? Default) : PlanStep(Field);

/// <summary>A value from other values: exactly one of the two is set.</summary>
internal sealed record ComputeStep(FieldSpec Field, BoundExpression? Expression, TemplatePlan? Format, ValuePlan Value) : PlanStep(Field);

/// <param name="Own">Slots of its own names, emptied before each reading.</param>
internal sealed record TypePlan(string Name, PlanStep[] Steps, PlanStep[] Instances, Slot[] Own);

internal sealed record MessagePlan(MessageSpec Spec, BoundExpression? If, TypePlan Body);

/// <summary>A whole spec, ready to be walked.</summary>
/// <param name="Numbers">How many number slots there are.</param>
/// <param name="Texts">How many text slots there are.</param>
internal sealed record SpecPlan(TypePlan Body, MessagePlan[] Messages, int Numbers, int Texts);
