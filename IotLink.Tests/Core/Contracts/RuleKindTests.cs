using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Contracts;

/// <summary>Every kind of rule with every strictness, on a value that keeps it and one that breaks it.</summary>
public sealed class RuleKindTests
{
    private static readonly Kind[] Kinds =
    [
        new("onMissing", "{name: x, required: true, CUSTOM}", Reason.ContractRequired, "x.required", 1, null),
        new("onMissing", "{name: x, quality: [{id: there, metric: nullValues, mustBe: 0, CUSTOM}]}", Reason.ContractRequired, "there", 1, null),
        new("onWrongType", "{name: x, logicalType: integer, CUSTOM}", Reason.ContractType, "x.type", 1, 1.5),
        new("onOutOfRange", "{name: x, logicalType: number, logicalTypeOptions: {maximum: 9}, CUSTOM}", Reason.ContractRange, "x.range", 9, 9.5),
        new("onOutOfRange", "{name: x, logicalType: string, logicalTypeOptions: {minLength: 2}, CUSTOM}", Reason.ContractRange, "x.range", "ab", "a"),
        new("onNotListed", "{name: x, quality: [{id: mode, metric: invalidValues, arguments: {validValues: [auto, 2, true]}, mustBe: 0, CUSTOM}]}",
            Reason.ContractEnum, "mode", 2, 3),
        new("onNotListed", "{name: x, quality: [{metric: invalidValues, arguments: {validValues: [auto, off]}, mustBe: 0, CUSTOM}]}",
            Reason.ContractEnum, "x.list", "off", "on"),
        new("onNoMatch", "{name: x, logicalType: string, logicalTypeOptions: {pattern: '^v[0-9]+$'}, CUSTOM}", Reason.ContractPattern, "x.pattern", "v12", "12"),
        new("onNoMatch", "{name: x, quality: [{metric: invalidValues, arguments: {pattern: '^a'}, mustBe: 0, CUSTOM}]}", Reason.ContractPattern, "x.pattern", "ab", "ba"),
        new("onFastChange", "{name: x, quality: [{type: custom, engine: iotlink, implementation: {maxChange: 1, per: second}, CUSTOM}]}",
            Reason.ContractRate, "x.change", 11, 12, Before: 10),
        new("onContradiction", "{name: x, quality: [{id: below-y, type: custom, engine: iotlink, implementation: x <= y, CUSTOM}]}",
            Reason.ContractCrossField, "below-y", 50, 51),
    ];

    private readonly MetricSchema _schema = ContractText.Schema();

    public static TheoryData<int, Strictness, bool> Table
    {
        get
        {
            var rows = new TheoryData<int, Strictness, bool>();
            for (var kind = 0; kind < Kinds.Length; kind++)
            {
                foreach (var strictness in Enum.GetValues<Strictness>())
                {
                    rows.Add(kind, strictness, true);
                    rows.Add(kind, strictness, false);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_broken_rule_rejects_drops_or_marks_and_is_named(int row, Strictness strictness, bool byKind)
    {
        var kind = Kinds[row];
        var (refusal, reading, breaches) = Check(kind, byKind ? kind.Strictness : "onViolation", strictness, kind.Bad);

        var breach = Assert.Single(breaches);
        var outcome = kind.Bad is null && strictness == Strictness.Drop ? Strictness.Mark : strictness;
        Assert.Equal((kind.Rule, kind.Code, outcome, 0), (breach.Rule.Id, breach.Rule.Code, breach.Outcome, breach.Reading));
        Assert.Equal(strictness == Strictness.Reject ? kind.Code : null, refusal?.Code);
        Assert.Equal(strictness == Strictness.Reject ? ReadingMarks.None : ReadingMarks.ContractBroken, reading.Marks);
        var isKept = kind.Bad is not null && strictness != Strictness.Drop;
        Assert.Equal(isKept, reading.Metrics.KindOf(Slot("x")) != MetricKind.Absent);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_kept_rule_does_nothing(int row, Strictness strictness, bool byKind)
    {
        var kind = Kinds[row];
        var (refusal, reading, breaches) = Check(kind, byKind ? kind.Strictness : "onViolation", strictness, kind.Good);

        Assert.Null(refusal?.Detail);
        Assert.Empty(breaches);
        Assert.Equal((ReadingMarks.None, 2), (reading.Marks, reading.Metrics.Count));
    }

    [Fact]
    public void Without_a_word_values_reject_and_comparisons_mark()
    {
        var contract = ContractText.Compile(ContractText.Of(Kinds.Skip(1).Select((k, i) => k.Property.Replace(", CUSTOM", "", StringComparison.Ordinal).Replace("name: x", $"name: x{i}", StringComparison.Ordinal))), _schema);
        Assert.All(contract.Contract.Rules, rule => Assert.Equal(
            rule.Code is Reason.ContractRate or Reason.ContractCrossField ? Strictness.Mark : Strictness.Reject, rule.Strictness));
        Assert.Equal(7, contract.Contract.Rules.Select(r => r.Code).Distinct().Count());
    }

    [Fact]
    public void Every_rule_says_what_was_found_and_what_was_expected()
    {
        var details = Kinds.Select(k => Check(k, "onViolation", Strictness.Reject, k.Bad).Refusal!.Detail);
        Assert.Equal(
            [
                "'x' is required and missing.",
                "'x' is required and missing.",
                "'x' is 1.5, expected integer.",
                "'x' is 9.5, expected at most 9.",
                "'x' is 1 characters long, expected at least 2.",
                "'x' is 3, expected one of auto, 2, true.",
                "'x' is the text 'on', expected one of auto, off.",
                "'x' is the text '12', expected a text like ^v[0-9]+$.",
                "'x' is the text 'ba', expected a text like ^a.",
                "'x' went from 10 to 12 in 1 s, expected at most 1 per second.",
                "'below-y' does not hold: x 51 <= y 50.",
            ],
            details);
    }

    private (Refusal? Refusal, Reading Reading, List<ContractBreach> Breaches) Check(Kind kind, string property, Strictness strictness, object? value)
    {
        var custom = $"customProperties: [{{property: {property}, value: {strictness.ToString().ToLowerInvariant()}}}]";
        var contract = ContractText.Compile(ContractText.Of([kind.Property.Replace("CUSTOM", custom, StringComparison.Ordinal)]), _schema);
        var reading = new TelemetryBatch().Add(_schema);
        (reading.Device, reading.EventTime) = (DeviceId.Parse("dev-1", null), Sample.Noon);
        ContractText.Values(_schema, value is null ? [("y", 50)] : [("x", value), ("y", 50)]).CopyTo(reading.Metrics);
        var memory = new ContractMemory();
        if (kind.Before is { } before) memory.Recall(reading.Device, "x", Sample.Noon.AddSeconds(-1), before);
        var breaches = new List<ContractBreach>();
        return (contract.Check(reading, 0, memory, breaches), reading, breaches);
    }

    private int Slot(string name) => _schema.TryGetOrAdd(name, out var slot) ? slot : -1;

    /// <param name="Strictness">The custom property of its kind.</param>
    /// <param name="Bad">null: absent.</param>
    private sealed record Kind(string Strictness, string Property, string Code, string Rule, object Good, object? Bad, double? Before = null);
}
