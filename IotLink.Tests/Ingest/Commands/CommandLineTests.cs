using IotLink.Ingest.Commands;

namespace IotLink.Tests.Ingest.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_speaks_in_sentences_and_names_the_exit_codes()
    {
        var run = await CommandRun.OfAsync("--help");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Exit codes: 0 all is well; 1 a document or data has faults;", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("bench", "--only", "P77")]
    [InlineData]
    public async Task A_wrong_command_line_answers_2_and_says_so_on_stderr_alone(params string[] args)
    {
        var run = await CommandRun.OfAsync(args);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Error);
    }
}
