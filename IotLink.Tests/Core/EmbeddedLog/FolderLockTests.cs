using System.Diagnostics;
using IotLink.Core.Adapters.EmbeddedLog;

namespace IotLink.Tests.Core.EmbeddedLog;

public sealed class FolderLockTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_is_open_does_not_open_again_and_says_what_to_do()
    {
        using (_folder.Open())
        {
            var refused = Assert.Throws<IOException>(_folder.Open);
            Assert.Contains("Storage:Folder", refused.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        }

        _folder.Open().Dispose();
    }

    [Fact]
    public async Task Another_process_is_kept_out()
    {
        using var log = _folder.Open();
        using var other = Process.Start("flock", ["--nonblock", "--conflict-exit-code", "75", Path.Combine(_folder.Path, "lock"), "true"]);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(75, other.ExitCode);
    }

    [Fact]
    public void A_log_whose_opening_failed_lets_go_of_its_folder()
    {
        _folder.Open().Dispose();
        var whole = File.ReadAllBytes(_folder.Segments[0]);
        File.WriteAllText(_folder.Segments[0], "not a segment");
        Assert.Throws<CorruptLogException>(_folder.Open);
        File.WriteAllBytes(_folder.Segments[0], whole);
        _folder.Open().Dispose();
    }
}
