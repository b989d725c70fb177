using IotLink.Ingest.Commands;

namespace IotLink.Tests.Ingest.Commands;

public sealed class DlqCommandTests
{
    [Theory]
    [InlineData("dlq", "reprocess", "--letter", "seven")]
    [InlineData("dlq", "reprocess", "--wait", "soon")]
    [InlineData("dlq", "discard")]
    [InlineData("dlq", "reprocess", "--product", "two words")]
    public async Task What_is_wrong_with_the_command_line_is_said_before_anything_is_done(params string[] args)
    {
        var run = await CommandRun.OfAsync(args);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Help_is_in_whole_sentences()
    {
        var run = await CommandRun.OfAsync("dlq", "dry-run", "--help");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Nothing is changed.", run.Output, StringComparison.Ordinal);
    }
}
