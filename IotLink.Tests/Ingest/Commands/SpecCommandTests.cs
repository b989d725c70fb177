using System.Text.Json;
using IotLink.Ingest.Commands;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Commands;

public sealed class SpecCommandTests : IDisposable
{
    private const string Spec =
        """
        product: thing
        seq:
          - {id: temp, type: s2be, scale: 0.1, unit: degC}
        tests:
          - {name: warm, hex: "0107", expect: {temp: 26.4}}
          - {name: cut, hex: "01", refuse: spec.out_of_data}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_red_test_shows_what_was_expected_beside_what_came_out()
    {
        var run = await CommandRun.OfAsync("spec", "test", Write(Spec));

        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Equal((1, 1), (run.Json.GetProperty("passed").GetInt32(), run.Json.GetProperty("failed").GetInt32()));
        var red = run.Json.GetProperty("tests")[0];
        Assert.Equal("""{"values":{"temp":26.4}}""", Flat(red.GetProperty("expected")));
        Assert.Equal("""{"values":{"temp":26.3}}""", Flat(red.GetProperty("got")));
        Assert.Equal("""["temp: expected 26.4, found 26.3"]""", Flat(red.GetProperty("differences")));
        Assert.Equal("""{"refuse":"spec.out_of_data"}""", Flat(run.Json.GetProperty("tests")[1].GetProperty("got")));
        Assert.Contains(":5:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Green_tests_answer_0()
    {
        var run = await CommandRun.OfAsync("spec", "test", Write(Spec.Replace("26.4", "26.3", StringComparison.Ordinal)));
        Assert.Equal((ExitCode.Ok, 2, ""), (run.Code, run.Json.GetProperty("passed").GetInt32(), run.Error));
    }

    [Fact]
    public async Task A_spec_that_cannot_be_read_lists_all_its_faults()
    {
        var run = await CommandRun.OfAsync("spec", "test", Write(Spec.Replace("scale:", "skale:", StringComparison.Ordinal).Replace("s2be", "s9be", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Equal(2, run.Json.GetProperty("faults").GetArrayLength());
    }

    [Theory]
    [InlineData("spec", "switch-on")]
    [InlineData("contract", "logicalTypeOptions")]
    [InlineData("rule", "hysteresis")]
    [InlineData("formula", "statistic")]
    public async Task The_schema_of_a_kind_is_printed(string kind, string key)
    {
        var run = await CommandRun.OfAsync(kind, "schema");
        Assert.Equal((ExitCode.Ok, "https://json-schema.org/draft/2020-12/schema"), (run.Code, run.Json.GetProperty("$schema").GetString()));
        Assert.Contains($"\"{key}\"", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("spec", "check")]
    [InlineData("spec", "test")]
    [InlineData("spec", "decode")]
    [InlineData("spec", "schema")]
    [InlineData("rule", "check")]
    [InlineData("contract", "check")]
    [InlineData("formula", "check")]
    public async Task Help_is_written_in_sentences(params string[] command)
    {
        var run = await CommandRun.OfAsync([.. command, "--help"]);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Matches(@"Description:\s+[A-Z][^\n]{20,}\.", run.Output);
    }

    private static string Flat(JsonElement value) => JsonSerializer.Serialize(value);

    private string Write(string yaml)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.yaml");
        File.WriteAllText(path, yaml);
        return path;
    }
}
