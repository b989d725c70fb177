using System.Text.Json;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Conversion;

/// <summary>The real devices of <c>../shared/payloads</c>, when that folder is there; in CI it must be.</summary>
public sealed class PayloadFolderTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Products = new()
    {
        ["01-micropelt-mlr003"] = "micropelt-mlr003",
        ["02-rivercity-txh"] = "rivercity-txh",
        ["03-milesight-am107"] = "milesight-am107",
        ["04-elsys"] = "elsys-ers",
        ["05-decentlab-dl-5tm"] = "decentlab-dl-5tm",
        ["06-dragino-lgt92"] = "dragino-lgt92",
        ["07-talkpool-oy1110"] = "talkpool-oy1110",
        ["08-moirelabs-p1a"] = "moirelabs-p1a",
        ["09-netvox-r718e"] = "netvox-r718e",
        ["10-sting-pengy"] = "sting-pengy",
        ["11-paxcounter"] = "paxcounter",
        ["12-gator"] = "gator-m508",
        ["13-gt06"] = "gt06",
    };

    [Fact]
    public void All_cases_of_the_real_devices_give_the_expected_values()
    {
        var folder = Find();
        Assert.False(folder is null && Environment.GetEnvironmentVariable("CI") == "true", "In CI the folder ../shared/payloads must be there.");
        Assert.SkipWhen(folder is null, "../shared/payloads is not there.");
        var wrong = new List<string>();
        var (passed, refused) = (0, 0);
        foreach (var path in Directory.GetFiles(folder!, "*.json").Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var device = Path.GetFileNameWithoutExtension(path);
            var file = $"{Products.GetValueOrDefault(device)}.spec.yaml";
            var cases = json.RootElement.GetProperty("cases").EnumerateArray().ToList();
            var faults = cases.SelectMany(c => Faults(file, c, json.RootElement)).ToList();
            passed += cases.Count(c => !Faults(file, c, json.RootElement).Any());
            var accepted = WrongChecksums(file, json.RootElement, ref refused).ToList();
            wrong.AddRange([.. faults, .. accepted]);
            output.WriteLine($"{device}: {cases.Count} cases, {faults.Count + accepted.Count} faults");
        }

        output.WriteLine($"{passed} of 68 cases passed, {refused} of 4 frames with a wrong checksum refused.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal((68, 4), (passed, refused));
    }

    private static IEnumerable<string> Faults(string file, JsonElement payload, JsonElement device)
    {
        var id = payload.GetProperty("id").GetString();
        var spec = Specs.Catalogue(file);
        ReadOnlyMemory<byte> bytes = Convert.FromHexString(payload.GetProperty("hex").GetString()!);
        if (spec.Spec.Framing is { } framing)
        {
            var frame = new FrameScanner(framing).ReadOne(bytes);
            if (frame.Refusal is { } unfit) return [$"{id}: {unfit}"];
            bytes = frame.Payload;
        }

        var port = payload.GetProperty("fPort") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 0;
        var decoded = spec.Decode(Convert.ToHexString(bytes.Span), port);
        if (decoded.Refusal is { } refusal) return [$"{id}: {refusal}"];
        var expected = payload.GetProperty("expected").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        var partial = device.GetProperty("expected_is").GetString()!.StartsWith("partial", StringComparison.Ordinal);
        var wrong = expected.Where(e => !Same(e.Value, decoded[e.Key], spec.Spec.Framing is not null))
            .Select(e => $"{id}: {e.Key} expected {e.Value}, found {decoded[e.Key]}");
        var surplus = partial ? [] : decoded.Values.Keys.Where(k => !expected.ContainsKey(k)).Select(k => $"{id}: {k} was not expected");
        return wrong.Concat(surplus);
    }

    private static List<string> WrongChecksums(string file, JsonElement device, ref int refused)
    {
        var accepted = new List<string>();
        if (!device.TryGetProperty("wrong_crc_cases", out var cases)) return accepted;
        var scanner = new FrameScanner(Specs.Catalogue(file).Spec.Framing!);
        foreach (var one in cases.EnumerateArray())
        {
            var frame = scanner.ReadOne(Convert.FromHexString(one.GetProperty("hex").GetString()!));
            if (frame.Refusal?.Code == Reason.FrameChecksum) refused++;
            else accepted.Add($"{one.GetProperty("id")}: the wrong checksum was not refused");
        }

        return accepted;
    }

    /// <summary>As the files say: numbers relative 1e-6, positions of TCP devices absolute 1e-5, all else exactly.</summary>
    private static bool Same(JsonElement expected, object? found, bool tcp) => (expected.ValueKind, found) switch
    {
        (JsonValueKind.Number, double number) => Math.Abs(number - expected.GetDouble()) <= (tcp ? 1e-5 : 1e-6 * Math.Abs(expected.GetDouble())),
        (JsonValueKind.True or JsonValueKind.False, bool truth) => truth == expected.GetBoolean(),
        (JsonValueKind.String, string text) => text == expected.GetString(),
        _ => false,
    };

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "payloads");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
