using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Contracts;

public sealed class ContractTests
{
    private const string Head = """
        apiVersion: v3.1.0
        kind: DataContract
        id: telemetry-prod-a
        version: 1.0.0
        status: active
        customProperties:
          - {property: productId, value: prod-a}

        """;

    private readonly MetricSchema _schema = new(ProductId.Parse("prod-a", null));

    [Fact]
    public void A_reading_that_keeps_its_promises_passes_unmarked()
    {
        var values = Values(("tempC", 26.3), ("rpm", 1200), ("free", 1));
        Assert.Equal((null, ReadingMarks.None), Check(TempAndRpm(), values));
        Assert.Equal(3, values.Count);
    }

    [Theory]
    [InlineData("reject", Reason.ContractRequired, ReadingMarks.None)]
    [InlineData("drop", null, ReadingMarks.ContractBroken)]
    [InlineData("mark", null, ReadingMarks.ContractBroken)]
    public void A_required_metric_that_is_missing_is_treated_as_strictly_as_the_contract_says(string strictness, string? code, ReadingMarks marks)
    {
        var contract = Compile($"  - name: tempC\n    required: true\n    customProperties: [{{property: onMissing, value: {strictness}}}]\n");
        Assert.Equal((code, marks), Check(contract, Values(("rpm", 1))));
    }

    [Theory]
    [InlineData("reject", Reason.ContractRange, ReadingMarks.None, true)]
    [InlineData("drop", null, ReadingMarks.ContractBroken, false)]
    [InlineData("mark", null, ReadingMarks.ContractBroken, true)]
    public void A_number_out_of_range_is_rejected_dropped_or_marked(string strictness, string? code, ReadingMarks marks, bool kept)
    {
        var contract = Compile("  - name: tempC\n    logicalType: number\n    logicalTypeOptions: {minimum: -40, maximum: 200}\n"
            + $"    customProperties: [{{property: onOutOfRange, value: {strictness}}}]\n");
        var values = Values(("tempC", 200.1));
        Assert.Equal((code, marks), Check(contract, values));
        Assert.Equal(kept, values.Count == 1);
    }

    [Theory]
    [InlineData("{minimum: 0, maximum: 100}", 0, true)]
    [InlineData("{minimum: 0, maximum: 100}", 100, true)]
    [InlineData("{minimum: 0, maximum: 100}", -0.1, false)]
    [InlineData("{exclusiveMinimum: 0}", 0, false)]
    [InlineData("{exclusiveMinimum: 0}", 0.1, true)]
    [InlineData("{exclusiveMaximum: 5}", 5, false)]
    [InlineData("{exclusiveMaximum: 5, multipleOf: 2}", 4, true)]
    public void Limits_are_inclusive_or_exclusive_as_written(string options, double value, bool passes)
    {
        var contract = Compile($"  - name: tempC\n    logicalType: number\n    logicalTypeOptions: {options}\n");
        Assert.Equal(passes, Check(contract, Values(("tempC", value))).Code is null);
    }

    [Theory]
    [InlineData("number", "26.3", true)]
    [InlineData("integer", "26", true)]
    [InlineData("integer", "26.3", false)]
    [InlineData("number", "true", false)]
    [InlineData("boolean", "true", true)]
    [InlineData("boolean", "1", false)]
    [InlineData("string", "text", true)]
    [InlineData("timestamp", "text", true)]
    [InlineData("string", "1", false)]
    [InlineData("number", "text", false)]
    public void The_kind_of_value_must_be_the_one_promised(string type, string value, bool passes)
    {
        var contract = Compile($"  - name: x\n    logicalType: {type}\n");
        var values = new MetricValues(_schema);
        _schema.TryGetOrAdd("x", out var slot);
        if (value is "true") values.SetBoolean(slot, true);
        else if (double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)) values.SetNumber(slot, number);
        else values.SetText(slot, value);
        Assert.Equal(passes ? null : Reason.ContractType, Check(contract, values).Code);
    }

    [Fact]
    public void A_text_may_have_a_limited_length()
    {
        var contract = Compile("  - name: x\n    logicalType: string\n    logicalTypeOptions: {maxLength: 3, pattern: '^a'}\n");
        var values = new MetricValues(_schema);
        _schema.TryGetOrAdd("x", out var slot);
        values.SetText(slot, "abcd");
        var marks = ReadingMarks.None;
        Assert.Equal("'x' is 4 characters long, expected at most 3.", contract.Check(values, ref marks)!.Detail);
    }

    [Fact]
    public void A_refusal_says_what_was_found_and_what_was_expected()
    {
        var marks = ReadingMarks.None;
        Assert.Equal("'tempC' is 250, expected -40 to 200.", TempAndRpm().Check(Values(("tempC", 250)), ref marks)!.Detail);
        Assert.Equal("'tempC' is required and missing.", TempAndRpm().Check(Values(("rpm", 1)), ref marks)!.Detail);
        Assert.Equal("'rpm' is 1.5, expected integer.", TempAndRpm().Check(Values(("tempC", 1), ("rpm", 1.5)), ref marks)!.Detail);
    }

    [Fact]
    public void The_nearest_strictness_counts()
    {
        var contract = Compile("""
              - name: a
                logicalType: number
                logicalTypeOptions: {maximum: 1}
              - name: b
                logicalType: number
                logicalTypeOptions: {maximum: 1}
                customProperties: [{property: onViolation, value: drop}]
            """, "  - {property: onOutOfRange, value: mark}\n");
        var values = Values(("a", 2), ("b", 2));
        Assert.Equal((null, ReadingMarks.ContractBroken), Check(contract, values));
        Assert.Equal(1, values.Count);
    }

    [Fact]
    public void Everything_the_standard_knows_may_stand_in_a_contract()
    {
        var faults = new List<DocumentFault>();
        var document = Head + """
            name: Telemetry
            tenant: plant
            domain: heating
            dataProduct: boilers
            tags: [a, b]
            contractCreatedTs: 2026-01-01T00:00:00Z
            description: {purpose: Readings of product A, usage: alarms, limitations: none}
            servers: [{server: main, type: custom}]
            support: [{channel: desk}]
            price: {priceAmount: 0, priceCurrency: KRW, priceUnit: message}
            team: {name: plant}
            roles: [{role: reader}]
            slaProperties: [{property: freshness, value: 5, unit: m}]
            authoritativeDefinitions: [{url: "https://example.org", type: definition}]
            schema:
              - name: telemetry
                physicalName: readings
                physicalType: stream
                quality: [{type: library, metric: rowCount, mustBeGreaterThan: 0}]
                properties:
                  - name: tempC
                    businessName: Temperature
                    logicalType: number
                    physicalType: DOUBLE
                    description: Heat exchanger
                    unique: false
                    examples: [26.3]
                    classification: public
                    criticalDataElement: true
                    quality: [{type: library, metric: nullValues, mustBe: 0}]

            """;
        Assert.NotNull(CompiledContract.Compile(document, _schema, faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void A_contract_about_another_product_is_refused()
    {
        var faults = new List<DocumentFault>();
        var other = new MetricSchema(ProductId.Parse("prod-b", null));
        Assert.Null(CompiledContract.Compile(Head + "schema: [{name: t}]\n", other, faults));
        Assert.Equal("product.other", Assert.Single(faults).Code);
    }

    [Fact]
    public void Checking_a_good_reading_allocates_nothing()
    {
        var contract = TempAndRpm();
        var reading = new TelemetryBatch().Add(_schema);
        Values(("tempC", 26.3), ("rpm", 1200)).CopyTo(reading.Metrics);
        var (memory, breaches) = (new ContractMemory(), new List<ContractBreach>());
        Check(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(breaches);

        void Check(int times)
        {
            for (var i = 0; i < times; i++)
            {
                memory.Begin();
                reading.EventTime += TimeSpan.FromSeconds(1);
                contract.Check(reading, 0, memory, breaches);
            }
        }
    }

    private CompiledContract TempAndRpm() => Compile("""
          - name: tempC
            logicalType: number
            required: true
            logicalTypeOptions: {minimum: -40, maximum: 200}
            quality:
              - {metric: invalidValues, arguments: {validValues: [1, 26.3, 250]}, mustBe: 0, customProperties: [{property: onViolation, value: mark}]}
              - {type: custom, engine: iotlink, implementation: {maxChange: 1, per: second}}
              - {type: custom, engine: iotlink, implementation: tempC < 300 or rpm > 0}
          - name: rpm
            logicalType: integer
        """);

    private CompiledContract Compile(string properties, string custom = "")
    {
        var faults = new List<DocumentFault>();
        var indented = string.Join('\n', properties.Split('\n').Select(line => "    " + line));
        var contract = CompiledContract.Compile($"{Head}{custom}schema:\n  - name: telemetry\n    properties:\n{indented}\n", _schema, faults);
        Assert.True(contract is not null, string.Join("\n", faults));
        return contract;
    }

    private MetricValues Values(params (string Name, double Value)[] metrics)
    {
        var values = new MetricValues(_schema);
        foreach (var (name, value) in metrics)
        {
            _schema.TryGetOrAdd(name, out var slot);
            values.SetNumber(slot, value);
        }

        return values;
    }

    private static (string? Code, ReadingMarks Marks) Check(CompiledContract contract, MetricValues values)
    {
        var marks = ReadingMarks.None;
        return (contract.Check(values, ref marks)?.Code, marks);
    }
}
