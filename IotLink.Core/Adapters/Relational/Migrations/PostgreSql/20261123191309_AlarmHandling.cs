using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AlarmHandling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "acknowledge_ms",
                table: "alarms",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "cause",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_acknowledged_at",
                table: "alarms",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "flapping",
                table: "alarms",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lease_until",
                table: "alarms",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "owner_id",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "quiet_since",
                table: "alarms",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "raises",
                table: "alarms",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "reopenings",
                table: "alarms",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "resolve_ms",
                table: "alarms",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "silence",
                table: "alarms",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "snoozed_until",
                table: "alarms",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "storm",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "suppressed_as",
                table: "alarms",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suppressed_by",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "suppressed_name",
                table: "alarms",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "useful",
                table: "alarms",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "raises",
                table: "alarm_marks",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "batch",
                table: "alarm_events",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "before",
                table: "alarm_events",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "by_id",
                table: "alarm_events",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "code",
                table: "alarm_events",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "data",
                table: "alarm_events",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "alarm_events",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "maintenance_windows",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    target = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rhythm = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_maintenance_windows", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alarms_noticed",
                table: "alarms",
                column: "noticed_at");

            migrationBuilder.CreateIndex(
                name: "ix_alarms_position",
                table: "alarms",
                columns: new[] { "raised_shard", "raised_sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_alarms_storm",
                table: "alarms",
                columns: new[] { "storm", "id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_alarm_events_batch",
                table: "alarm_events",
                column: "batch");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "maintenance_windows");

            migrationBuilder.DropIndex(
                name: "ix_alarms_noticed",
                table: "alarms");

            migrationBuilder.DropIndex(
                name: "ix_alarms_position",
                table: "alarms");

            migrationBuilder.DropIndex(
                name: "ix_alarms_storm",
                table: "alarms");

            migrationBuilder.DropIndex(
                name: "IX_alarm_events_batch",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "acknowledge_ms",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "cause",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "first_acknowledged_at",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "flapping",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "lease_until",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "owner_id",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "quiet_since",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "raises",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "reopenings",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "resolve_ms",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "silence",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "snoozed_until",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "storm",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "suppressed_as",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "suppressed_by",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "suppressed_name",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "useful",
                table: "alarms");

            migrationBuilder.DropColumn(
                name: "raises",
                table: "alarm_marks");

            migrationBuilder.DropColumn(
                name: "batch",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "before",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "by_id",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "code",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "data",
                table: "alarm_events");

            migrationBuilder.DropColumn(
                name: "version",
                table: "alarm_events");
        }
    }
}
