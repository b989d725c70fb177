using System.Text.Json.Nodes;
using CsCheck;
using IotLink.Core.Shadows;

namespace IotLink.Tests.Core.Shadows;

public sealed class ShadowPatchTests
{
    private static readonly Gen<JsonNode> Leaf = Gen.OneOf(
        Gen.Int[0, 3].Select(n => (JsonNode)n), Gen.Bool.Select(b => (JsonNode)b), Gen.Const(0).Select(_ => (JsonNode)new JsonArray(1, 2)));

    [Fact]
    public void Merging_the_patch_gives_the_section_that_was_wanted()
    {
        Gen.Select(Section(3), Section(3)).Sample((before, after) =>
        {
            var start = before.Count == 0 ? null : ShadowSection.Merge(null, before, 1);
            var patch = ShadowPatch.Between(before, after);
            var end = patch is null ? start : ShadowSection.Merge(start, patch, 2);
            Assert.True(JsonNode.DeepEquals(end?.State ?? [], after), $"{before.ToJsonString()} -> {after.ToJsonString()}: {patch?.ToJsonString()}");
        });
    }

    [Theory]
    [InlineData("{}", "{}", null)]
    [InlineData("""{"a":1,"o":{"x":1,"y":2}}""", """{"a":1,"o":{"x":1,"y":3}}""", """{"o":{"y":3}}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2}""", """{"a":null}""")]
    [InlineData("""{"o":{"x":1}}""", """{"o":{}}""", """{"o":{"x":null}}""")]
    [InlineData("""{"o":{"x":1}}""", """{"o":5}""", """{"o":5}""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[1]}""", """{"l":[1]}""")]
    public void Only_what_differs_is_sent(string before, string after, string? patch) =>
        Assert.Equal(patch, ShadowPatch.Between(JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject())?.ToJsonString());

    private static Gen<JsonObject> Section(int levels) =>
        Gen.Dictionary(Gen.Char['a', 'd'].Select(c => c.ToString()), levels == 0 ? Leaf : Gen.Frequency((3, Leaf), (1, Section(levels - 1).Select(o => (JsonNode)o))))[0, 4]
            .Select(members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value.DeepClone()))));
}
