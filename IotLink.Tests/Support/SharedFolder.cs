namespace IotLink.Tests.Support;

/// <summary>Material beside the repository, <c>../shared</c>: real payloads, schemas, protocol vectors. In CI it must be there.</summary>
internal static class SharedFolder
{
    /// <returns>The folder's path; the test is skipped where it is not there, and fails in CI.</returns>
    public static string Require(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(candidate)) return candidate;
        }

        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"In CI the folder ../shared/{name} must be there.");
        Assert.Skip($"../shared/{name} is not there.");
        return "";
    }
}
