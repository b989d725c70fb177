using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>Makes the plan of a checked spec: every name becomes a slot, every metric name a slot of the schema.</summary>
internal sealed class PlanBuilder
{
    private readonly ProductSpec _spec;
    private readonly MetricSchema _schema;
    private readonly SlotTable _slots;
    private readonly Dictionary<TypeSpec, TypePlan> _types = new(ReferenceEqualityComparer.Instance);

    private PlanBuilder(ProductSpec spec, MetricSchema schema) => (_spec, _schema, _slots) = (spec, schema, new(spec));

    public static SpecPlan Build(ProductSpec spec, MetricSchema schema)
    {
        var builder = new PlanBuilder(spec, schema);
        var body = builder.Type(spec.Body);
        var messages = spec.Messages.Select(m => new MessagePlan(m, builder.Bind(spec.Body, m.If), builder.Type(m.Body))).ToArray();
        return new(body, messages, builder._slots.Numbers, builder._slots.Texts);
    }

    private TypePlan Type(TypeSpec type)
    {
        if (_types.TryGetValue(type, out var known)) return known;
        var steps = Steps(type, type.Fields);
        return _types[type] = new(type.Name, steps, Steps(type, type.Instances), [.. _slots.OwnOf(type)]);
    }

    private PlanStep[] Steps(TypeSpec scope, IReadOnlyList<FieldSpec> fields) => [.. fields.Select(f => Wrapped(scope, f))];

    private PlanStep Wrapped(TypeSpec scope, FieldSpec field)
    {
        var step = Bare(scope, field);
        if (field.Size is not null || field.SizeToEnd) step = new WindowStep(field, Bind(scope, field.Size), field.Process, Bind(scope, field.Process?.KeyValue), step);
        if (field.Column is { } column) step = new ColumnStep(field, Bind(scope, column)!, step);
        if (field.Repeat is { } repeat) step = new RepeatStep(field, repeat.Kind, Bind(scope, repeat.Expression), Samples(scope, field), step);
        if (field.Position is { } position) step = new AtStep(field, Bind(scope, position)!, step);
        return field.If is { } condition ? new IfStep(field, Bind(scope, condition)!, step) : step;
    }

    private PlanStep Bare(TypeSpec scope, FieldSpec field)
    {
        switch (field.Type)
        {
            case null:
                var expression = Bind(scope, field.Value);
                return new ComputeStep(field, expression, field.Format is null ? null : Template(scope, field.Format), Value(scope, field, expression?.Kind ?? NameKind.Text));
            case TextType or HexType:
                return new TextStep(field, field.Type, Value(scope, field, NameKind.Text));
            case BytesType:
                return new BytesStep(field);
            case NamedType named:
                var type = _spec.Types[named.Name];
                var arguments = type.Parameters.Zip(named.Arguments, (p, a) => (_slots.TargetsOf(type, p, isText: false), Bind(scope, a)!));
                return new GroupStep(field, Type(type), [.. arguments]);
            case BlockType block:
                return new BlockStep(field, Steps(scope, block.Fields));
            case SwitchType choice:
                return Switch(scope, field, choice);
            default:
                return new NumberStep(field, field.Type, Value(scope, field, FieldKinds.Of(field)));
        }
    }

    private SwitchStep Switch(TypeSpec scope, FieldSpec field, SwitchType choice)
    {
        var (cases, words) = (new Dictionary<long, PlanStep[]>(), new Dictionary<string, PlanStep[]>(StringComparer.Ordinal));
        var ranges = new List<(long, long, PlanStep[])>();
        foreach (var one in choice.Cases)
        {
            var steps = Steps(scope, one.Fields);
            foreach (var key in one.Keys)
            {
                words.TryAdd(key.Word, steps);
                if (key.Range is not { } range) continue;
                if (range.From == range.To) cases.TryAdd(range.From, steps);
                else ranges.Add((range.From, range.To, steps));
            }
        }

        return new(field, Bind(scope, choice.On)!, cases, ranges, words, choice.Default is null ? null : Steps(scope, choice.Default));
    }

    private SamplePlan? Samples(TypeSpec scope, FieldSpec field) =>
        field.Samples is { } samples ? new(Bind(scope, samples.Time), Bind(scope, samples.Ago)) : null;

    private ValuePlan Value(TypeSpec scope, FieldSpec field, NameKind kind) => new()
    {
        Field = field,
        Kind = kind,
        Metric = field.Metric is not { } name ? null
            : name.IsConstant ? new(_schema, string.Concat(name.Parts.Select(p => p.Literal)))
            : new(_schema, Template(scope, name)),
        Targets = field.Id is null ? [] : _slots.TargetsOf(scope, field.Id, kind == NameKind.Text),
        Absent = [.. field.Absent.Select(r => new NumberRange(Signed(field.Type, r.From), Signed(field.Type, r.To)))],
        Flags = [.. field.Flags.Select(f => f is null ? null : new MetricTarget(_schema, f))],
        ValidExpression = Bind(scope, field.Valid?.Expression),
        Transform = field.Type is null ? null : Bind(scope, field.Value),
        Scale = Bind(scope, field.Scale),
        Offset = Bind(scope, field.Offset),
        UtcOffset = Bind(scope, field.UtcOffset),
        ChecksumFrom = Bind(scope, field.Checksum?.From),
        ChecksumTo = Bind(scope, field.Checksum?.To),
        SignBits = field.Type switch { IntegerType i => i.Bytes * 8, BitsType b => b.Count, _ => 0 },
    };

    private TemplatePlan Template(TypeSpec scope, NameTemplate template) =>
        new([.. template.Parts.Select(p => new TemplatePlan.Part(p.Literal, Bind(scope, p.Value), p.Pattern))]);

    private BoundExpression? Bind(TypeSpec scope, SpecExpression? expression) =>
        expression is null ? null : _slots.Bind(scope, expression);

    /// <summary>0xffff given for a signed two-byte field is the bit pattern of -1.</summary>
    private static double Signed(FieldType? type, double value)
    {
        var bits = type switch { IntegerType { Signed: true } i => i.Bytes * 8, BitsType { Signed: true } b => b.Count, _ => 0 };
        return bits > 0 && value >= Math.Pow(2, bits - 1) ? value - Math.Pow(2, bits) : value;
    }
}
