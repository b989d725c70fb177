namespace IotLink.Tests.Support;

/// <summary>The checkout the tests run in.</summary>
public static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "vendor", "test-results", "data"];

    public static string Root { get; } = Find();

    /// <summary>Files by name pattern, without what builds and packages make.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(Generated.Contains));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IotLink.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No IotLink.sln above {AppContext.BaseDirectory}.");
    }
}
