using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every shadow service promises, whoever keeps the documents. The things <c>dev-1</c> and <c>dev-2</c> exist.</summary>
internal static class ShadowServiceContract
{
    private static readonly Dictionary<string, Func<IShadows, string, CancellationToken, Task>> Promises = new()
    {
        ["an update is merged, and the difference is wanted"] = MergeAsync,
        ["null removes a key, an array is replaced whole"] = RemoveAsync,
        ["a version that is not the newest is refused and changes nothing"] = ConflictAsync,
        ["named shadows are apart, and listed in order"] = NamesAsync,
        ["a deleted shadow is not there, and its version goes on"] = DeleteAsync,
        ["what is no update is refused with 400"] = WrongAsync,
        ["a thing that is not known has no shadow"] = UnknownAsync,
        ["a token comes back, and watchers hear of the change"] = WatchAsync,
        ["Korean text and numbers come back as they were"] = TextAsync,
    };

    public static TheoryData<string> All => [.. Promises.Keys];

    public static Task CheckAsync(string promise, IShadows shadows, string thing, CancellationToken ct) => Promises[promise](shadows, thing, ct);

    private static async Task MergeAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var name = new ShadowName(thing, "merge");
        await UpdateAsync(shadows, name, """{"state":{"desired":{"lights":{"r":255,"g":255}},"reported":{"lights":{"r":255,"g":0}}}}""", ct);
        var reply = await UpdateAsync(shadows, name, """{"state":{"desired":{"led":"on"}}}""", ct);

        Assert.Equal((2L, null), (reply.Body["version"]!.GetValue<long>(), reply.Rejection));
        Assert.Equal("""{"desired":{"led":"on"}}""", reply.Body["state"]!.ToJsonString());
        Assert.Equal(2, reply.Shadow!.Version);
        var shadow = (await shadows.FindAsync(name, ct))!;
        Same("""{"lights":{"r":255,"g":255},"led":"on"}""", shadow.Desired!.State);
        Same("""{"lights":{"g":255},"led":"on"}""", shadow.Delta!.State);
        Assert.True(shadow.Desired.Times["led"]!["timestamp"]!.GetValue<long>() > 0);
    }

    private static async Task RemoveAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var name = new ShadowName(thing, "remove");
        await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1,"b":[1,2,3]}}}""", ct);
        await UpdateAsync(shadows, name, """{"state":{"desired":{"a":null,"b":[4]}}}""", ct);

        Same("""{"b":[4]}""", (await shadows.FindAsync(name, ct))!.Desired!.State);
    }

    private static async Task ConflictAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var name = new ShadowName(thing, "conflict");
        await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1}}}""", ct);
        await UpdateAsync(shadows, name, """{"state":{"desired":{"a":2}},"version":1}""", ct);

        var reply = await UpdateAsync(shadows, name, """{"state":{"desired":{"a":3}},"version":1,"clientToken":"t"}""", ct);

        Assert.Equal((409, "Version conflict", "t"), (reply.Rejection!.Code, reply.Rejection.Message, (string)reply.Body["clientToken"]!));
        Assert.Null(reply.Shadow);
        Assert.Equal(2, (await shadows.FindAsync(name, ct))!.Version);
    }

    private static async Task NamesAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        Assert.Empty(await shadows.NamesAsync("dev-2", ct));
        foreach (var name in new[] { "zone", "cfg" }) await UpdateAsync(shadows, new("dev-2", name), $$$$"""{"state":{"desired":{"k":"{{{{name}}}}"}}}""", ct);

        Assert.Equal(["cfg", "zone"], await shadows.NamesAsync("dev-2", ct));
        Assert.Equal("zone", (string)(await shadows.FindAsync(new("dev-2", "zone"), ct))!.Desired!.State["k"]!);
        Assert.Null(await shadows.FindAsync(new("dev-2", "other"), ct));
    }

    private static async Task DeleteAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var name = new ShadowName(thing, "delete");
        Assert.Equal(404, (await shadows.DeleteAsync(name, ct)).Rejection!.Code);
        await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1}}}""", ct);

        Assert.Null((await shadows.DeleteAsync(name, ct)).Rejection);
        Assert.Null(await shadows.FindAsync(name, ct));
        Assert.True((await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1}}}""", ct)).Shadow!.Version > 1);
    }

    private static async Task WrongAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        foreach (var body in new[] { "{", "[]", "{}", """{"state":1}""", """{"state":{"other":{}}}""", """{"state":{"desired":{"a":[1,null]}}}""" })
        {
            var reply = await UpdateAsync(shadows, new(thing, "wrong"), body, ct);
            Assert.Equal(400, reply.Rejection?.Code);
        }

        Assert.Null(await shadows.FindAsync(new(thing, "wrong"), ct));
    }

    private static async Task UnknownAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var name = new ShadowName("nobody", null);
        Assert.Equal(404, (await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1}}}""", ct)).Rejection!.Code);
        Assert.Null(await shadows.FindAsync(name, ct));
    }

    private static async Task WatchAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        var (name, heard) = (new ShadowName(thing, "watch"), new List<ShadowNotice>());
        using (shadows.Watch(heard.Add)) await UpdateAsync(shadows, name, """{"state":{"desired":{"a":1}},"clientToken":"mine"}""", ct);

        Assert.Equal(new ShadowNotice(name, 1, "mine", ByThing: false), Assert.Single(heard));
    }

    private static async Task TextAsync(IShadows shadows, string thing, CancellationToken ct)
    {
        const string Desired = """{"name":"화성 1공장 / α β","big":9007199254740991,"small":-0.125,"yes":true,"empty":{}}""";
        await UpdateAsync(shadows, new(thing, "text"), "{\"state\":{\"desired\":" + Desired + "}}", ct);

        Same(Desired, (await shadows.FindAsync(new(thing, "text"), ct))!.Desired!.State);
    }

    private static Task<ShadowReply> UpdateAsync(IShadows shadows, ShadowName name, string body, CancellationToken ct) =>
        shadows.AskAsync(new(name, ShadowOperation.Update), Encoding.UTF8.GetBytes(body), Asker.Service, ct);

    private static void Same(string expected, JsonObject said) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), said), $"{said.ToJsonString()} is not {expected}");
}
