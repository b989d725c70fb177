using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using IotLink.Core.Shadows;

namespace IotLink.Tests.Core.Shadows;

/// <summary>Merge, times and delta beside a naive reference that keeps every leaf under its path.</summary>
public sealed class ShadowMergeTests
{
    private static readonly string[] Keys = ["a", "b", "c"];

    /// <summary>Objects up to three deep, with scalars, arrays and nulls.</summary>
    private static Gen<JsonNode?> Value(int depth) => depth == 0 ? Scalar : Gen.Frequency((3, Scalar), (2, Members(depth - 1).Select(m => (JsonNode?)m)));

    private static Gen<JsonNode?> Scalar => Gen.Frequency(
        (4, Gen.Int[0, 3].Select(i => (JsonNode?)JsonValue.Create(i))),
        (1, Gen.Bool.Select(_ => (JsonNode?)JsonValue.Create("1"))),
        (1, Gen.Bool.Select(_ => (JsonNode?)new JsonArray(1, "x"))),
        (2, Gen.Bool.Select(_ => (JsonNode?)null)));

    private static Gen<JsonObject> Members(int depth) => Gen.Select(Gen.Int[0, Keys.Length - 1].Select(i => Keys[i]), Value(depth)).Array[0, 3]
        .Select(pairs => new JsonObject(pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone()))));

    private static Gen<(bool Desired, JsonObject Patch)> Update => Gen.Select(Gen.Bool, Members(2));

    [Fact]
    public void Any_run_of_updates_gives_what_the_naive_reference_gives()
    {
        Update.List[1, 8].Sample(updates =>
        {
            Shadow? shadow = null;
            var (desired, reported) = (new Reference(), new Reference());
            for (var i = 0; i < updates.Count; i++)
            {
                var (isDesired, patch) = updates[i];
                var body = new JsonObject { ["state"] = new JsonObject { [isDesired ? "desired" : "reported"] = patch.DeepClone() } };
                var outcome = Ask(shadow, body, i);
                (isDesired ? desired : reported).Apply(patch, i);
                shadow = outcome.Next!;
                Assert.Equal(i + 1, shadow.Version);
                desired.AssertSame(shadow.Desired);
                reported.AssertSame(shadow.Reported);
                desired.Without(reported).AssertSame(shadow.Delta);
                Assert.Equal(shadow.Delta is not null, outcome.Messages.Any(m => m.Suffix == "update/delta"));
            }
        });
    }

    [Fact]
    public void A_device_that_reports_the_delta_is_left_with_none()
    {
        Gen.Select(Members(2), Members(2)).Sample((wanted, said) =>
        {
            var before = Ask(Ask(null, Section("reported", said), 1).Next, Section("desired", wanted), 2).Next!;
            if (before.Delta is not { } delta) return;

            var after = Ask(before, Section("reported", delta.State), 3).Next!;

            Assert.Null(after.Delta);
        });
    }

    [Theory]
    [InlineData("""{"state":{"desired":{"a":1}},"version":1.5}""", 400)]
    [InlineData("""{"state":{"desired":{"a":1}},"version":2}""", 409)]
    [InlineData("""[1]""", 400)]
    [InlineData("""{"state":{"desired":{"a":1},"a":1},"a":2}""", 400)]
    [InlineData("""{"state":{},"clientToken":5}""", 400)]
    [InlineData("", 400)]
    public void Refused_input_changes_nothing(string text, int code)
    {
        var outcome = ShadowEngine.Answer(Updating, null, Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch);

        Assert.Null(outcome.Next);
        Assert.Equal(code, outcome.Rejection!.Code);
        Assert.Equal("update/rejected", Assert.Single(outcome.Messages).Suffix);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_as_such()
    {
        var outcome = ShadowEngine.Answer(Updating, null, new byte[] { (byte)'{', 0xff, (byte)'}' }, DateTimeOffset.UnixEpoch);

        Assert.Equal(415, outcome.Rejection!.Code);
    }

    [Fact]
    public void The_size_that_counts_is_that_of_the_merged_document()
    {
        var half = new string('x', ShadowRejection.MaxSize / 2);
        var first = Ask(null, Section("desired", new() { ["a"] = half }), 1).Next!;

        Assert.Equal(413, Ask(first, Section("desired", new() { ["b"] = half }), 2).Rejection!.Code);
        Assert.Null(Ask(first, Section("desired", new() { ["a"] = half + "x" }), 2).Rejection);
    }

    private static readonly ShadowTopic Updating = new(new("t1", null), ShadowOperation.Update);

    private static JsonObject Section(string name, JsonObject members) => new() { ["state"] = new JsonObject { [name] = members.DeepClone() } };

    private static ShadowOutcome Ask(Shadow? shadow, JsonObject body, long second) =>
        ShadowEngine.Answer(Updating, shadow, Encoding.UTF8.GetBytes(body.ToJsonString()), DateTimeOffset.FromUnixTimeSeconds(second));

    /// <summary>A section as paths: <c>a/b</c> is a leaf with its text and time, an empty object a leaf without time.</summary>
    private sealed class Reference
    {
        private readonly SortedDictionary<string, (string Text, long Second)> _leaves = new(StringComparer.Ordinal);

        public void Apply(JsonObject patch, long second) => Apply("", patch, second);

        public Reference Without(Reference other)
        {
            var rest = new Reference();
            foreach (var (path, leaf) in _leaves)
            {
                var isThere = leaf.Text == "{}" ? other._leaves.Keys.Any(p => p == path ? other._leaves[p].Text == "{}" : IsUnder(p, path)) : other._leaves.TryGetValue(path, out var said) && said.Text == leaf.Text;
                if (!isThere) rest._leaves[path] = leaf;
            }

            return rest;
        }

        public void AssertSame(ShadowSection? section)
        {
            var seen = new SortedDictionary<string, (string, long)>(StringComparer.Ordinal);
            if (section is not null) Walk("", section.State, section.Times, seen);
            Assert.Equal(_leaves.AsEnumerable(), seen);
        }

        private void Apply(string prefix, JsonObject patch, long second)
        {
            foreach (var (key, value) in patch)
            {
                var path = prefix + "/" + key;
                if (value is JsonObject members)
                {
                    if (!_leaves.Keys.Any(p => IsUnder(p, path)) && !(_leaves.TryGetValue(path, out var old) && old.Text == "{}")) Put(path, "{}", 0);
                    Apply(path, members, second);
                }
                else if (value is null)
                {
                    Drop(path);
                    if (prefix.Length > 0 && !_leaves.Keys.Any(p => IsUnder(p, prefix))) _leaves[prefix] = ("{}", 0);
                }
                else
                {
                    Put(path, value.ToJsonString(), second);
                }
            }
        }

        private void Put(string path, string text, long second)
        {
            Drop(path);
            for (var at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1)) _leaves.Remove(path[..at]);
            _leaves[path] = (text, second);
        }

        private void Drop(string path)
        {
            foreach (var gone in _leaves.Keys.Where(p => p == path || IsUnder(p, path)).ToList()) _leaves.Remove(gone);
        }

        private static bool IsUnder(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

        private static void Walk(string prefix, JsonObject state, JsonObject times, SortedDictionary<string, (string Text, long Second)> seen)
        {
            Assert.Equal(state.Select(m => m.Key).Order(), times.Select(m => m.Key).Order());
            foreach (var (key, value) in state)
            {
                if (value is JsonObject { Count: 0 }) seen[prefix + "/" + key] = ("{}", 0);
                else if (value is JsonObject members) Walk(prefix + "/" + key, members, times[key]!.AsObject(), seen);
                else seen[prefix + "/" + key] = (value!.ToJsonString(), Second(times[key]!));
            }
        }

        private static long Second(JsonNode time) => time is JsonArray items ? Second(items[0]!) : time["timestamp"]!.GetValue<long>();
    }
}
