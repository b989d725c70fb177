using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary>The requests somebody other than the thing makes, in plain words.</summary>
public static class ShadowRequests
{
    extension(IShadows shadows)
    {
        /// <summary>Merges into the desired section: objects merge, null removes, everything else replaces. The thing hears the difference as a delta.</summary>
        /// <param name="version">The version this rests on: another one is rejected with 409. null: whichever it is.</param>
        /// <param name="clientToken">At most 64 bytes; comes back in every message the update causes.</param>
        public Task<ShadowReply> DesireAsync(ShadowName shadow, JsonObject desired, long? version, string? clientToken, CancellationToken ct)
        {
            var body = new JsonObject { ["state"] = new JsonObject { ["desired"] = desired.DeepClone() } };
            if (version is not null) body["version"] = version;
            return shadows.AskAsync(new(shadow, ShadowOperation.Update), Bytes(body.WithToken(clientToken)), Asker.Service, ct);
        }

        public Task<ShadowReply> DeleteAsync(ShadowName shadow, CancellationToken ct) =>
            shadows.AskAsync(new(shadow, ShadowOperation.Delete), default, Asker.Service, ct);
    }

    private static byte[] Bytes(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, ThingJson.Compact);
}
