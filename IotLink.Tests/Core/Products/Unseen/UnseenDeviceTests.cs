using IotLink.Core.Conversion;
using IotLink.Tests.Core.Conversion;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Products.Unseen;

/// <summary>Devices the catalogue does not have, written in the language alone; each brings what its maker says must come out.</summary>
public sealed class UnseenDeviceTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "IotLink.Tests", "Core", "Products", "Unseen");

    public static TheoryData<string> Devices => [.. Directory.GetFiles(Folder, "*.spec.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Devices_nobody_here_has_seen_can_be_said()
    {
        var (devices, cases, wrong) = (0, 0, new List<string>());
        foreach (var file in Devices.Select(row => row.Data))
        {
            var results = SpecTests.Run(Read(file));
            wrong.AddRange(results.Where(r => !r.Passed).Select(r => $"{file} {r.Test.Place.Line}: {string.Join("; ", r.Faults)}"));
            if (results.Count == 0) wrong.Add($"{file} says nothing to hold it to.");
            (devices, cases) = (devices + 1, cases + results.Count);
        }

        output.WriteLine($"{devices} devices, {cases} cases, {wrong.Count} wrong.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.InRange(devices, 20, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void No_bytes_make_such_a_spec_costly(string file) => HostilePayloadTests.IsCheap(Read(file));

    [Theory]
    [MemberData(nameof(Devices))]
    public void Code_and_interpreter_read_such_a_spec_alike(string file) => CompiledAgainstInterpreterTests.Agree(Read(file), 500);

    private static CompiledSpec Read(string file) => Specs.Of(File.ReadAllText(Path.Combine(Folder, file)));
}
