using IotLink.Ingest.Commands;

namespace IotLink.Tests.Ingest.Commands;

public sealed class DocumentCommandTests : IDisposable
{
    private const string Rule =
        """
        ruleId: "temp-threshold-prod-a"
        productId: "prod-a"
        type: "threshold"
        condition: "metrics.tempC > 80"
        severity: "high"
        autoAction: "restart-fan"
        """;

    private const string Formula =
        """
        formulaId: "health-score-prod-a"
        productId: "prod-a"
        formula: "clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100)"
        description: "Health score of product A (0-100)"
        """;

    private const string Spec =
        """
        product: thing
        seq:
          - {id: temp, type: s2be, scale: 0.1, unit: degC}
        tests:
          - {hex: "0107", expect: {temp: 26.3}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("iotlink-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_rule_of_the_domain_page_is_well()
    {
        var run = await CommandRun.OfAsync("rule", "check", Write(Rule));
        Assert.Equal(ExitCode.Ok, run.Code);
        var rule = run.Json[0].GetProperty("content")[0];
        Assert.Equal("temp-threshold-prod-a", rule.GetProperty("ruleId").GetString());
        Assert.Equal("immediate", rule.GetProperty("class").GetString());
    }

    [Fact]
    public async Task The_formula_of_the_domain_page_is_well()
    {
        var run = await CommandRun.OfAsync("formula", "check", Write(Formula));
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.True(run.Json[0].GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_fault_is_told_with_its_line_on_both_streams()
    {
        var run = await CommandRun.OfAsync("rule", "check", Write(Rule.Replace("> 80", "> > 80", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Equal(4, run.Json[0].GetProperty("faults")[0].GetProperty("line").GetInt32());
        Assert.Contains(":4:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_is_checked_by_its_own_examples()
    {
        Assert.Equal(ExitCode.Ok, (await CommandRun.OfAsync("spec", "check", Write(Spec))).Code);
        var red = await CommandRun.OfAsync("spec", "check", Write(Spec.Replace("26.3", "26.4", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Faults, red.Code);
        Assert.Equal("spec.test", red.Json[0].GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_payload_is_decoded_field_by_field()
    {
        var run = await CommandRun.OfAsync("spec", "decode", Write(Spec), "--hex", "01 07");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal("26.3", run.Json.GetProperty("metrics").GetProperty("temp").ToString());
        Assert.Equal(16, run.Json.GetProperty("fields")[0].GetProperty("bits").GetInt32());
    }

    [Fact]
    public async Task A_refused_payload_answers_1_with_the_reason()
    {
        var run = await CommandRun.OfAsync("spec", "decode", Write(Spec), "--hex", "01");
        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Equal("spec.out_of_data", run.Json.GetProperty("refusal").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_missing_file_answers_3()
    {
        var run = await CommandRun.OfAsync("contract", "check", Path.Combine(_folder, "nothing.yaml"));
        Assert.Equal(ExitCode.Environment, run.Code);
        Assert.Contains("nothing.yaml", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_without_an_address_is_a_usage_fault() =>
        Assert.Equal(ExitCode.Usage, (await CommandRun.OfAsync("simulate")).Code);

    [Fact]
    public async Task Simulate_against_nobody_answers_3()
    {
        var run = await CommandRun.OfAsync("simulate", "--mqtt", "127.0.0.1:1", "--devices", "20", "--rate", "50", "--duration", "1s");
        Assert.Equal(ExitCode.Environment, run.Code);
        Assert.Equal(0, run.Json.GetProperty("sessions").GetInt32());
    }

    private string Write(string yaml)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():n}.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
