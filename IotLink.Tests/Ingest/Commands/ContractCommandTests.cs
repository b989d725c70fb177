using IotLink.Ingest.Commands;
using IotLink.Tests.Core.Contracts;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Commands;

public sealed class ContractCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_contract_that_is_well_answers_with_its_rules()
    {
        var run = await CommandRun.OfAsync("contract", "check", Path.Combine(Repository.Root, "IotLink.Core", "Products", "Catalog", "prod-a.contract.yaml"));

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        var content = run.Json[0].GetProperty("content");
        Assert.Equal("prod-a", content.GetProperty("product").GetString());
        var rule = content.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "heat-jump");
        Assert.Equal(("contract.rate", "mark"), (rule.GetProperty("code").GetString(), rule.GetProperty("strictness").GetString()));
        Assert.Equal(300, content.GetProperty("freshness")[0].GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task Several_files_and_all_their_faults_are_told_at_once()
    {
        var (good, bad) = (Write(ContractText.Of(["{name: x}"])), Write(ContractText.Of(["{name: x, logicalType: decimal, requird: true}"])));
        var run = await CommandRun.OfAsync("contract", "check", good, bad);

        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Equal((true, false), (run.Json[0].GetProperty("ok").GetBoolean(), run.Json[1].GetProperty("ok").GetBoolean()));
        var faults = run.Json[1].GetProperty("faults").EnumerateArray().Select(f => $"{f.GetProperty("line")}:{f.GetProperty("column")} {f.GetProperty("code")}");
        Assert.Equal(["11:32 value.type", "11:41 key.unknown"], faults);
        Assert.Contains($"{bad}:11:32", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_are_compared_with_the_spec_that_is_given()
    {
        var contract = Write(ContractText.Of(["{name: x, customProperties: [{property: unit, value: degF}]}"]));
        var spec = Write("product: prod-a\nseq:\n  - {id: x, type: u1, unit: degC}\n");
        Assert.Equal(ExitCode.Ok, (await CommandRun.OfAsync("contract", "check", contract)).Code);

        var run = await CommandRun.OfAsync("contract", "check", contract, "--spec", spec);

        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Contains("value * 1.8 + 32", run.Json[0].GetProperty("faults")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_that_is_no_good_is_said_and_not_passed_over()
    {
        var run = await CommandRun.OfAsync("contract", "check", Write(ContractText.Of(["{name: x}"])), "--spec", Write("nonsense: true\n"));
        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Contains("iotlink spec check", run.Error, StringComparison.Ordinal);
    }

    private string Write(string yaml)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
