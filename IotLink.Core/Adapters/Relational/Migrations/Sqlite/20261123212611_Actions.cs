using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Actions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    action_version = table.Column<int>(type: "INTEGER", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    transport = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    by_id = table.Column<string>(type: "TEXT", nullable: true),
                    by_name = table.Column<string>(type: "TEXT", nullable: true),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    alarm_id = table.Column<string>(type: "TEXT", nullable: true),
                    needs_approval = table.Column<bool>(type: "INTEGER", nullable: false),
                    approved_by_id = table.Column<string>(type: "TEXT", nullable: true),
                    approved_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    timeout_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    retries = table.Column<int>(type: "INTEGER", nullable: false),
                    success = table.Column<string>(type: "TEXT", nullable: true),
                    verify_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    is_over = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    token = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    handing_over = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_requests",
                columns: table => new
                {
                    alarm_id = table.Column<string>(type: "TEXT", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tried = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    ticket = table.Column<string>(type: "TEXT", nullable: true),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dispatch_requests", x => x.alarm_id);
                });

            migrationBuilder.CreateTable(
                name: "remedy_stops",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    action_version = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    released_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remedy_stops", x => new { x.product_id, x.action });
                });

            migrationBuilder.CreateTable(
                name: "repair_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    alarm_id = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    remedy = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repair_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "repairs",
                columns: table => new
                {
                    alarm_id = table.Column<string>(type: "TEXT", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    ladder = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    is_running = table.Column<bool>(type: "INTEGER", nullable: false),
                    rung = table.Column<int>(type: "INTEGER", nullable: false),
                    command_id = table.Column<string>(type: "TEXT", nullable: true),
                    waiting_since = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repairs", x => x.alarm_id);
                });

            migrationBuilder.CreateTable(
                name: "command_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    command_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_command_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_command_events_commands_command_id",
                        column: x => x.command_id,
                        principalTable: "commands",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_command_events_command_id",
                table: "command_events",
                column: "command_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_alarm_id",
                table: "commands",
                column: "alarm_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_device_id_requested_at",
                table: "commands",
                columns: new[] { "device_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_commands_is_over_due_at",
                table: "commands",
                columns: new[] { "is_over", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_commands_product_id_action_requested_at",
                table: "commands",
                columns: new[] { "product_id", "action", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_dispatch_requests_state_severity_requested_at",
                table: "dispatch_requests",
                columns: new[] { "state", "severity", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "IX_repair_events_alarm_id",
                table: "repair_events",
                column: "alarm_id");

            migrationBuilder.CreateIndex(
                name: "IX_repairs_is_running_due_at",
                table: "repairs",
                columns: new[] { "is_running", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "command_events");

            migrationBuilder.DropTable(
                name: "dispatch_requests");

            migrationBuilder.DropTable(
                name: "remedy_stops");

            migrationBuilder.DropTable(
                name: "repair_events");

            migrationBuilder.DropTable(
                name: "repairs");

            migrationBuilder.DropTable(
                name: "commands");
        }
    }
}
