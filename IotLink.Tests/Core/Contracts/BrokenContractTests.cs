using IotLink.Core.Contracts;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Contracts;

/// <summary>Each document gives all its faults at once, with code, line and column. Lines count from the first line of the document.</summary>
public sealed class BrokenContractTests
{
    /// <summary>Line 8 is <c>schema:</c>, 9 the object, 10 <c>properties:</c>, 11 the first property.</summary>
    private static readonly Dictionary<string, (string Document, string Faults)> Documents = new()
    {
        ["no YAML"] = ("a: [1", "2:1 yaml.syntax"),
        ["a list"] = ("- a\n- b\n", "1:1 yaml.shape"),
        ["nothing said"] = ("kind: DataContract\n", "1:1 key.missing; 1:1 key.missing; 1:1 key.missing; 1:1 key.missing; 1:1 key.missing; 1:1 key.missing"),
        ["another standard"] = (
            ContractText.Of(["{name: x}"]).Replace("v3.1.0", "v2.2.2", StringComparison.Ordinal).Replace("DataContract", "Contract", StringComparison.Ordinal),
            "1:13 contract.api_version; 2:7 contract.kind"),
        ["an impossible product"] = (ContractText.Of(["{name: x}"]).Replace("prod-a}", "prod a}", StringComparison.Ordinal), "7:3 value.type"),
        ["names"] = (
            ContractText.Of(["{name: x, logicalTyp: number}", "{logicalType: number}", "{name: x}"]),
            "11:19 key.unknown; 12:9 key.missing; 13:16 contract.duplicate"),
        ["types"] = (
            ContractText.Of(["{name: x, logicalType: decimal, required: maybe}", "{name: y, logicalType: object}"]),
            "11:32 value.type; 11:51 value.type; 12:32 value.type"),
        ["ranges"] = (
            ContractText.Of([
                "{name: x, logicalType: number, logicalTypeOptions: {minimum: 5, maximum: 1}}",
                "{name: y, logicalType: integer, logicalTypeOptions: {minimum: low}}",
                "{name: z, logicalTypeOptions: {minimum: 5}}",
                "{name: s, logicalType: string, logicalTypeOptions: {minLength: -1, minimum: 3}}",
                "{name: b, logicalType: boolean, logicalTypeOptions: {maximum: 1}}"]),
            "11:60 contract.range; 12:71 value.type; 13:39 contract.type_missing; 14:72 value.type; 14:76 key.unknown; 15:62 key.unknown"),
        ["patterns"] = (
            ContractText.Of([
                "{name: x, logicalType: string, logicalTypeOptions: {pattern: '['}}",
                "{name: y, logicalType: string, logicalTypeOptions: {pattern: '(a)\\1'}}",
                "{name: z, logicalType: string, logicalTypeOptions: {pattern: '(a{100}){100}'}}"]),
            "11:70 contract.pattern; 12:70 contract.pattern; 13:70 contract.pattern"),
        ["strictness"] = (
            ContractText.Of(["{name: x, customProperties: [{property: onMissing, value: shout}, {property: onOutOfRange, value: 1}]}", "{name: y, customProperties: [{property: onMissing}]}"]),
            "11:67 value.type; 11:107 value.type; 12:38 key.missing"),
        ["lists"] = (
            ContractText.Of([
                "{name: x, quality: [{metric: invalidValues, arguments: {validValues: []}, mustBe: 0}]}",
                "{name: y, quality: [{metric: invalidValues, arguments: {valid: [a]}, mustBe: 0}]}",
                "{name: z, quality: [{metric: invalidValues, arguments: {validValues: [[a]]}, mustBe: 0}]}"]),
            "11:78 contract.quality_arguments; 12:64 contract.quality_arguments; 12:65 key.unknown; 13:78 contract.quality_arguments; 13:79 value.type"),
        ["quality"] = (
            ContractText.Of([
                "{name: x, quality: [{type: magic}, {metric: freshValues, mustBe: 0}, {metric: nullValues}]}",
                "{name: y, quality: [{type: library, mustBe: 0}, {metric: rowCount, mustBe: 0, mustNotBe: 3}, {type: sql, mustBe: 1}]}"]),
            "11:36 contract.quality_type; 11:53 contract.quality_metric; 11:78 contract.quality_operator; 12:29 key.missing; 12:57 contract.quality_operator; 12:102 key.missing"),
        ["custom rules"] = (
            ContractText.Of(["{name: x, quality: [{type: custom}, {type: custom, engine: iotlink, implementation: {maxChange: -1, per: fortnight}}]}"]),
            "11:29 key.missing; 11:29 key.missing; 11:105 value.type; 11:114 value.type"),
        ["expressions"] = (
            ContractText.Of(["{name: x}"], ["{type: custom, engine: iotlink, implementation: x + 1}", "{type: custom, engine: iotlink, implementation: 'x > > y'}", "{type: custom, engine: iotlink, implementation: {maxChange: 1, per: hour}}"]),
            "13:59 expr.type; 14:62 expr.syntax; 15:57 contract.quality_place"),
        ["one name for two rules"] = (
            ContractText.Of(["{name: x, quality: [{id: a, metric: nullValues, mustBe: 0}]}"], ["{id: a, type: custom, engine: iotlink, implementation: x > 1}"]),
            "13:14 contract.duplicate"),
        ["freshness"] = (
            ContractText.Of(["{name: x}"], tail: """
                slaProperties:
                  - {property: freshness, value: soon, unit: m}
                  - {property: freshness, value: 5, unit: fortnights, element: telemetry.x}
                  - {property: freshness, value: 0, unit: s, element: telemetry.y}
                  - {property: freshness, element: telemetry}
                  - {property: freshness, value: 5m, elements: telemetry}
                """),
            "13:34 contract.freshness; 14:34 contract.freshness; 15:34 contract.freshness; 15:55 contract.element; 16:5 key.missing; 17:38 key.unknown"),
        ["keys nobody knows"] = (
            ContractText.Of(["{name: x, reqired: true}"], ["{type: text, descripton: d}"], "owner: lab\nteams: {}\n"),
            "11:19 key.unknown; 13:22 key.unknown; 14:1 key.unknown; 15:1 key.unknown"),
        ["places"] = (
            ContractText.Head + "schema:\n  - {name: t, logicalType: table, properties: {x: 1}}\n  - 5\n",
            "9:28 value.type; 9:47 value.type; 10:5 value.type"),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_faults_of_a_broken_contract_are_told_at_once_with_their_places(string name)
    {
        var (document, expected) = Documents[name];
        var faults = new List<DocumentFault>();
        Assert.Null(ContractDocument.Read(document, faults));
        Assert.Equal(expected, string.Join("; ", faults.Select(f => $"{f.Line}:{f.Column} {f.Code}")));
        Assert.All(faults, f => Assert.True(f.Message.Length > 15, f.ToString()));
    }

    [Theory]
    [InlineData("degC", "degC", null)]
    [InlineData("°C", "degC", null)]
    [InlineData("degC", null, null)]
    [InlineData("degF", "degC", "Convert in the spec (value * 1.8 + 32), or write degC here and convert the limits.")]
    [InlineData("degC", "degF", "Convert in the spec (value * 0.555556 - 17.777778), or write degF here and convert the limits.")]
    [InlineData("V", "mV", "Convert in the spec (value * 0.001), or write mV here and convert the limits.")]
    [InlineData("K", "degC", "Convert in the spec (value + 273.15), or write degC here and convert the limits.")]
    [InlineData("V", "degC", "These cannot be converted into each other: correct the unit here or in the spec.")]
    [InlineData("furlong", "m", "These cannot be converted into each other: correct the unit here or in the spec.")]
    public void A_unit_must_be_the_specs_or_the_way_there_is_told(string promised, string? given, string? hint)
    {
        var faults = new List<DocumentFault>();
        var text = ContractText.Of([$"{{name: x, customProperties: [{{property: unit, value: {promised}}}]}}"]);
        CompiledContract.Compile(text, ContractText.Schema(), faults, [new("x", given, MetricKind.Number, null, null)]);
        if (hint is null) Assert.Empty(faults);
        else
        {
            var fault = Assert.Single(faults);
            Assert.Equal(("contract.unit", 11, 62), (fault.Code, fault.Line, fault.Column));
            Assert.Equal(hint, fault.Message[(fault.Message.IndexOf(". ", StringComparison.Ordinal) + 2)..]);
        }
    }
}
